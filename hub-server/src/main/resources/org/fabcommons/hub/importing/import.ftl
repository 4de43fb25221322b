<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign import = it>
<#-- The form's macros show what the publish page shows too. -->
<#global it = import.form()>
<#import "/org/fabcommons/hub/design/form.ftl" as form>
<#assign each = import.each()>
<@layout.page title=t("importing.one", each.source()) head=["design.css"] script=["import.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="/imports">${t("importing.title")}</a></p>
  <h1 class="origin">${each.source()}</h1>
  <#if each.busy()>
  <div class="card" data-busy="/api/v1/imports/${each.id()}"><progress aria-label="${t("importing.state")}"></progress><p role="status" data-words>${import.words()}</p>
    <p class="small faint">${t("importing.leave")}</p>
    <div class="row"><a class="button" href="/imports/${each.id()}">${t("importing.look")}</a>
    <form method="post" action="/imports/${each.id()}/cancel"><button class="danger">${t("importing.cancel")}</button></form></div></div>
  <#elseif each.state() == "failed">
  <div class="notice bad" role="alert"><p><strong>${import.faults()?first!t("importing.state.failed")}</strong></p>
    <#if (import.faults()?size > 1) && import.wrong()?size + 1 != import.faults()?size><ul><#list import.faults() as fault><#if !fault?is_first><li>${fault}</li></#if></#list></ul></#if></div>
  <#if each.fromFolder()>
  <p>${t("importing.failed.kept", format.date(each.expiresAt()))} <#if import.wrong()?has_content>${t("importing.failed.mend")}<#else>${t("importing.failed.folder")}</#if></p>
  <#list import.wrong() as path, text>
  <section class="card form-part" aria-labelledby="wrong-${path?index}"><h2 class="origin" id="wrong-${path?index}">${path}</h2><p>${text}</p>
    <form method="post" action="/imports/${each.id()}/files" enctype="multipart/form-data" class="stack"><input type="hidden" name="path" value="${path}">
      <div><label for="instead-${path?index}">${t("importing.instead")}</label><input id="instead-${path?index}" type="file" name="file" required></div>
      <p class="row"><button class="primary">${t("importing.instead.send")}</button></p></form>
    <form method="post" action="/imports/${each.id()}/files" enctype="multipart/form-data"><input type="hidden" name="path" value="${path}"><button name="leaveOut" value="yes">${t("importing.leave.out")}</button></form></section>
  </#list>
  <#else>
  <p>${t("importing.failed.why")}<#if each.fromGit() && (import.faults()?size > 1)> ${t("importing.failed.history")}</#if></p>
  </#if>
  <div class="row"><form method="post" action="/imports/${each.id()}/again"><button<#if !import.wrong()?has_content> class="primary"</#if>>${t("importing.again")}</button></form><a class="button" href="/imports">${t("importing.other")}</a></div>
  <#elseif each.state() == "published">
  <p class="notice good">${t("importing.state.published")} <a href="/@${each.design().get()}">${each.design().get()}</a></p>
  <#elseif each.state() == "cancelled">
  <p class="notice">${t("importing.state.cancelled")} <a href="/imports">${t("importing.other")}</a></p>
  <#else>
  <p class="design-lead"><#if import.same()>${t("importing.same", import.revisions())}<#elseif (import.revisions() > 0)>${t("importing.history", import.revisions())}<#else>${t("importing.found")}</#if></p>
  <#if it.fileFaults()?has_content><div class="notice bad" role="alert"><ul><#list it.fileFaults() as field, text><li><#if field != "file"><strong>${field}</strong>: </#if>${text}</li></#list></ul></div></#if>
  <details class="card form-more"><summary>${t("importing.files", import.files()?size, format.bytes(import.bytes()))}</summary>
    <div class="scroll"><table class="files"><thead><tr><th scope="col">${t("design.file")}</th><th scope="col" class="num">${t("design.file.size")}</th></tr></thead><tbody>
    <#list import.files() as path, bytes><tr><td>${path}</td><td class="num figure">${format.bytes(bytes)}</td></tr></#list></tbody></table></div>
    <#if import.leftOut()?has_content><p class="small">${t("importing.leftOut")} ${import.leftOut()?join(", ")}</p></#if>
  </details>
  <form method="post" action="/imports/${each.id()}" class="stack">
    <#if import.same()>
    <section class="card form-part"><h2>${it.wish().title()}</h2><p>${it.wish().summary()}</p>
      <div><label for="name">${t("design.form.name")}</label><p class="hint" id="name-hint">${t("importing.name.hint")}</p><input id="name" name="name" required maxlength="60" pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?" autocapitalize="none" spellcheck="false" value="${it.wish().name()!""}"<@form.marks "name" "name-hint"/>><@form.fault "name"/></div></section>
    <#else><@form.about named=true/><@form.licences/></#if>
    <#if import.tags()?has_content>
    <section class="card form-part"><h2>${t("release.releases")}</h2>
      <label class="check"><input type="checkbox" name="releases" value="yes" checked> <span>${t("importing.releases", import.tags()?size)}</span></label>
      <p class="small figure">${import.tags()?join(", ")}</p><p class="hint">${t("importing.releases.why")}</p></section></#if>
    <@form.home/>
    <p class="row"><button class="primary">${t("importing.publish")}</button></p>
  </form>
  <form method="post" action="/imports/${each.id()}/cancel"><button class="danger small">${t("importing.drop")}</button></form>
  </#if>
</section>
</@layout.page>
