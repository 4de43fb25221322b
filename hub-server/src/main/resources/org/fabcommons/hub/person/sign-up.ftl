<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<@layout.page title=t("person.sign-up.title")>
<section class="narrow stack">
  <h1>${t("person.sign-up.title")}</h1>
  <p class="faint">${t("person.sign-up.why")}</p>
  <form method="post" action="/sign-up" class="card stack">
    <input type="hidden" name="next" value="${it.next()}">
    <div><label for="handle">${t("person.handle")}</label><p class="hint" id="handle-hint">${t("person.handle.hint")}</p><input id="handle" name="handle" required autocomplete="username" autocapitalize="none" maxlength="32" value="${it.name()}"<@marks "handle"/>><@fault "handle"/></div>
    <div><label for="displayName">${t("person.displayName")}</label><p class="hint">${t("person.displayName.hint")}</p><input id="displayName" name="displayName" autocomplete="name" maxlength="80" value="${it.displayName()}"<@marks "displayName"/>><@fault "displayName"/></div>
    <div><label for="email">${t("person.email")}</label><p class="hint">${t("person.email.hint")}</p><input id="email" name="email" type="email" required autocomplete="email" value="${it.email()}"<@marks "email"/>><@fault "email"/></div>
    <div><label for="password">${t("person.password")}</label><p class="hint">${t("person.password.hint")}</p><input id="password" name="password" type="password" required minlength="10" autocomplete="new-password"<@marks "password"/>><@fault "password"/></div>
    <button class="primary">${t("person.sign-up.do")}</button>
  </form>
  <p>${t("person.sign-up.known")} <a href="/sign-in?next=${it.next()?url}">${t("person.sign-in.title")}</a></p>
</section>
</@layout.page>
