<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field hint=""><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${hint} ${field}-fault"<#elseif hint?has_content> aria-describedby="${hint}"</#if></#macro>
<#assign design = it.design()>
<@layout.page title=t("release.new.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("release.make")}</h1>
  <p class="faint">${t("release.new.why")}</p>
  <form method="post" action="${design.path()}/releases/new" enctype="multipart/form-data" class="card form-part">
    <input type="hidden" name="revision" value="${it.revision()}">
    <p>${t("release.of")} <a href="${design.path()}?revision=${it.revision()}"><code>${it.revision()?substring(0, 10)}</code></a> <span class="faint">${it.revisionMessage()?split("\n")[0]}</span></p>
    <@fault "revision"/>
    <div><label for="name">${t("release.name")}</label><p class="hint" id="name-hint">${t("release.name.hint")}</p><input id="name" name="name" required maxlength="50" autocapitalize="none" spellcheck="false" value="${it.name()}"<@marks "name" "name-hint"/>><@fault "name"/></div>
    <div><label for="title">${t("release.title.label")}</label><input id="title" name="title" maxlength="100" value="${it.title()}"<@marks "title"/>><@fault "title"/></div>
    <div><label for="notes">${t("release.notes")}</label><p class="hint" id="notes-hint">${t("release.notes.hint")}</p><textarea id="notes" name="notes" rows="8" maxlength="20000"<@marks "notes" "notes-hint"/>>${it.notes()}</textarea><@fault "notes"/></div>
    <div><label for="file">${t("release.artefacts.add")}</label><p class="hint" id="file-hint">${t("release.artefacts.why")}</p><input id="file" type="file" name="file" multiple<@marks "file" "file-hint"/>><@fault "file"/>
      <#list it.faults() as field, text><#if !["name", "title", "notes", "file", "revision"]?seq_contains(field)><p class="fault"><strong>${field}</strong>: ${text}</p></#if></#list></div>
    <button class="primary">${t("release.make.do")}</button>
  </form>
</section>
</@layout.page>
