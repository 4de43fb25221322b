<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "form.ftl" as form>
<#import "icons.ftl" as icons>
<#assign edited = it>
<#global it = edited.form()>
<#assign design = it.design().get()>
<@layout.page title=t("design.edit.title", design.title()) head=["design.css"] script=["publish.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("design.edit.new")}</h1>
  <p class="faint">${t("design.edit.why")}</p>
  <form method="post" action="${design.path()}/edit" enctype="multipart/form-data" class="stack" data-publish>
    <input type="hidden" name="base" value="${it.base()}">
    <@form.drop/>
    <#if it.files()?has_content>
    <section class="card form-part" aria-labelledby="part-present">
      <h2 id="part-present">${t("design.edit.present")}</h2>
      <p class="hint">${t("design.edit.present.why")}</p>
      <div class="scroll"><table class="files">
        <thead><tr><th scope="col">${t("design.file")}</th><th scope="col" class="num">${t("design.file.size")}</th><th scope="col" class="num">${t("design.edit.remove")}</th></tr></thead>
        <tbody><#list it.files() as file><tr><td><span class="file-name"><@icons.of file.kind()/> <span>${file.path()}</span></span></td><td class="num figure">${format.bytes(file.sizeBytes())}</td><td class="num"><input type="checkbox" name="remove" value="${file.path()}" aria-label="${t("design.edit.remove.of", file.path())}"></td></tr></#list></tbody>
      </table></div>
    </section></#if>
    <section class="card form-part" aria-labelledby="part-message">
      <h2 id="part-message">${t("design.edit.message")}</h2>
      <div><label for="message">${t("design.edit.message.label")}</label><p class="hint" id="message-hint">${t("design.edit.message.hint")}</p><input id="message" name="message" maxlength="2000" value="${it.message()}"<@form.marks "message" "message-hint"/>><@form.fault "message"/></div>
    </section>
    <@form.about named=false/>
    <details class="form-more"<#if it.faults()["licence"]?? || it.faults()["documentationLicence"]?? || it.faults()["softwareLicence"]??> open</#if>><summary>${t("design.edit.licence", design.licence())}</summary><@form.licences/></details>
    <#list edited.parts() as each><#assign part = each.model()><#include each.template()></#list>
    <@form.send label=t("design.edit.do")/>
  </form>
</section>
</@layout.page>
