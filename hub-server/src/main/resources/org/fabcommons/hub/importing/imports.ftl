<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><p class="fault" id="${field}-fault"<#if !it.faults()[field]??> hidden</#if>>${it.faults()[field]!""}</p></#macro>
<@layout.page title=t("importing.title") head=["design.css"] script=["import.js"]>
<section class="narrower stack">
  <h1>${t("importing.title")}</h1>
  <p class="design-lead">${t("importing.why")}</p>
  <form method="post" action="/imports" enctype="multipart/form-data" class="card form-part" data-import
        data-sending="${t("importing.sending")}" data-lost="${t("importing.lost")}" data-failed="${t("importing.failed")}">
    <h2>${t("importing.archive")}</h2>
    <p class="hint" id="file-hint">${t("importing.archive.why")}</p>
    <div><label for="file">${t("importing.archive.file")}</label><input id="file" type="file" name="file" required accept=".zip,.tar,.tgz,.gz,.bz2,.tbz2,.xz,.txz" aria-describedby="file-hint file-fault"<#if it.faults()["file"]??> aria-invalid="true"</#if>><@fault "file"/></div>
    <div class="send-progress" data-whole hidden><progress max="1" value="0" aria-label="${t("importing.archive")}"></progress><p class="small faint" role="status" data-words></p></div>
    <p><button class="primary">${t("importing.do")}</button></p>
  </form>
  <form method="post" action="/imports" enctype="multipart/form-data" class="card form-part" data-import
        data-sending="${t("importing.sending")}" data-lost="${t("importing.lost")}" data-failed="${t("importing.failed")}">
    <h2>${t("importing.folder")}</h2>
    <p class="hint" id="folder-hint">${t("importing.folder.why")}</p>
    <input type="hidden" name="from" value="folder">
    <div><label for="folder">${t("importing.folder.files")}</label><input id="folder" type="file" name="file" required multiple webkitdirectory aria-describedby="folder-hint folder-fault"><@fault "folder"/></div>
    <div class="send-progress" data-whole hidden><progress max="1" value="0" aria-label="${t("importing.folder")}"></progress><p class="small faint" role="status" data-words></p></div>
    <p><button class="primary">${t("importing.do")}</button></p>
  </form>
  <form method="post" action="/imports" enctype="multipart/form-data" class="card form-part">
    <h2>${t("importing.git")}</h2>
    <p class="hint" id="url-hint">${t("importing.git.why")}</p>
    <div><label for="url">${t("importing.git.url")}</label><input id="url" name="url" type="url" required maxlength="500" placeholder="https://git.example.org/lamp.git" value="${it.url()}" aria-describedby="url-hint url-fault"<#if it.faults()["url"]??> aria-invalid="true"</#if>><@fault "url"/></div>
    <p><button class="primary">${t("importing.do")}</button></p>
  </form>
  <#if it.imports()?has_content>
  <section aria-labelledby="mine"><h2 id="mine">${t("importing.mine")}</h2>
    <div class="scroll"><table><thead><tr><th scope="col">${t("importing.what")}</th><th scope="col">${t("importing.state")}</th><th scope="col">${t("importing.when")}</th></tr></thead><tbody>
    <#list it.imports() as each><tr><td class="origin"><a href="/imports/${each.id()}">${each.source()}</a></td><td><span class="badge<#if each.state() == "failed"> bad<#elseif each.state() == "published"> good</#if>">${t("importing.state." + each.state())?remove_ending(".")}</span></td><td class="faint"><time datetime="${format.iso(each.createdAt())}">${format.date(each.createdAt())}</time></td></tr></#list>
    </tbody></table></div></section></#if>
</section>
</@layout.page>
