<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "form.ftl" as form>
<#assign design = it.design()>
<@layout.page title=t("design.settings.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><#if it.until().present>${design.title()}<#else><a href="${design.path()}">${design.title()}</a></#if> <span class="faint">@${design.fullName()}</span></p>
  <h1>${t("design.settings")}</h1>
  <#if it.until().present>
  <section class="card form-part" aria-labelledby="part-restore">
    <h2 id="part-restore">${t("design.deleted")}</h2>
    <p>${t("design.deleted.why", format.date(it.until().get()))}</p>
    <form method="post" action="${design.path()}/settings/restore"><button class="primary">${t("design.restore")}</button></form>
  </section>
  <#else>
  <form method="post" action="${design.path()}/settings/visibility" class="card form-part">
    <@form.seen design.visibility().wireName()/>
    <@form.fault "visibility"/>
    <button>${t("design.visibility.do")}</button>
  </form>
  <form method="post" action="${design.path()}/settings/rename" class="card form-part">
    <h2>${t("design.rename")}</h2>
    <p class="hint">${t("design.rename.why")}</p>
    <div><label for="newName">${t("design.rename.name")}</label><input id="newName" name="newName" required maxlength="60" pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?" autocapitalize="none" spellcheck="false" value="${design.name()}"<@form.marks "name"/>><@form.fault "name"/></div>
    <button>${t("design.rename.do")}</button>
  </form>
  <#if it.owns()>
  <section class="card form-part" aria-labelledby="part-transfer">
    <h2 id="part-transfer">${t("design.transfer")}</h2>
    <p class="hint">${t("design.transfer.why")}</p>
    <#if it.offer().present>
    <p class="notice">${t("design.transfer.offered", "@" + it.offer().get().receiverHandle())}</p>
    <form method="post" action="${design.path()}/settings/transfer/decline"><button>${t("design.transfer.withdraw")}</button></form>
    <#else>
    <form method="post" action="${design.path()}/settings/transfer" class="form-part">
      <div><label for="to">${t("design.transfer.to")}</label><p class="hint" id="to-hint">${t("design.transfer.to.hint")}</p><input id="to" name="to" required maxlength="33" autocapitalize="none" spellcheck="false"<@form.marks "to" "to-hint"/>><@form.fault "to"/></div>
      <button>${t("design.transfer.do")}</button>
    </form></#if>
  </section>
  <section class="card form-part end-of-it" aria-labelledby="part-delete">
    <h2 id="part-delete">${t("design.delete")}</h2>
    <p class="hint">${t("design.delete.why", it.graceDays())}</p>
    <form method="post" action="${design.path()}/settings/delete" class="form-part">
      <div><label for="sure">${t("design.delete.sure", design.name())}</label><input id="sure" name="sure" required autocomplete="off" autocapitalize="none" spellcheck="false"<@form.marks "sure"/>><@form.fault "sure"/></div>
      <button class="danger">${t("design.delete.do")}</button>
    </form>
  </section></#if></#if>
</section>
</@layout.page>
