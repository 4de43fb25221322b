<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<#assign design = it.design() action = design.path() + "/assembly/edit/step" fresh = !it.path()?has_content>
<#assign heading = fresh?then(t("documentation.step.new", design.title()), t("documentation.step.edit", it.title()?has_content?then(it.title(), it.path())))>
<@layout.page title=heading head=["design.css", "family.css", "documentation.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}/assembly/edit">${t("documentation.assembly.edit.title", design.title())}</a></p>
  <h1>${heading}</h1>
  <@parts.refusal/>
  <@parts.theirs it.theirs()/>
  <form method="post" action="${action}" enctype="multipart/form-data" class="stack">
    <@parts.first/>
    <input type="hidden" name="base" value="${it.base()}"><input type="hidden" name="path" value="${it.path()}"><input type="hidden" name="whole" value="${it.whole()?c}">
    <section class="card form-part">
    <#if it.whole()><p class="hint">${t("documentation.step.whole", it.path())}</p><#else>
      <div><label for="title">${t("documentation.step.title")}</label><input id="title" name="title" required maxlength="200" value="${it.title()}"<@parts.marks "title"/>><@parts.fault "title"/></div>
      <div><label for="parts">${t("documentation.step.parts")}</label><p class="hint" id="parts-hint">${t("documentation.step.parts.hint")}</p><input id="parts" name="parts" maxlength="500" value="${it.parts()}" aria-describedby="parts-hint"></div>
      <div><label for="tools">${t("documentation.step.tools")}</label><p class="hint" id="tools-hint">${t("documentation.step.tools.hint")}</p><input id="tools" name="tools" maxlength="500" value="${it.tools()}" aria-describedby="tools-hint"></div></#if>
      <div><label for="text">${t("documentation.step.text")}</label><p class="hint" id="text-hint">${t("documentation.step.text.hint")}</p><textarea id="text" name="text" rows="12"<@parts.marks "text" "text-hint"/>>${"\n"}${it.text()}</textarea><@parts.fault "text"/></div>
      <div><label for="file">${t("documentation.step.pictures")}</label><p class="hint" id="file-hint">${t("documentation.step.pictures.hint")}</p><input id="file" name="file" type="file" multiple accept="image/png,image/jpeg,image/webp,image/gif,image/svg+xml"<@parts.marks "file" "file-hint"/>><@parts.fault "file"/>
        <#if it.kept()?has_content><fieldset class="kept"><legend class="small">${t("documentation.step.kept")}</legend><#list it.kept() as picture, upload><label class="check"><input type="checkbox" name="upload" value="${upload}" checked> ${picture?keep_after_last("/")?has_content?then(picture?keep_after_last("/"), picture)}</label></#list></fieldset></#if></div>
    </section>
    <#if it.preview()?has_content><section class="card" id="previewed" aria-labelledby="preview"><h2 id="preview">${t("documentation.step.preview")}</h2><div class="prose">${it.preview()?no_esc}</div></section></#if>
    <section class="card form-part"><@parts.message it.message()/></section>
    <div class="send row"><button class="primary" name="do" value="save">${t("documentation.edit.save")}</button> <button name="do" value="preview" formaction="${action}#previewed">${t("documentation.step.look")}</button> <a href="${design.path()}/assembly/edit">${t("documentation.edit.cancel")}</a></div>
  </form>
</section>
</@layout.page>
