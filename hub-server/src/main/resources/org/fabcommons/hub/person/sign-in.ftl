<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<@layout.page title=t("person.sign-in.title")>
<section class="narrow stack">
  <h1>${t("person.sign-in.title")}</h1>
  <p class="faint">${t("person.sign-in.why")}</p>
  <#if it.demo()><p class="notice">${t("person.demo")}</p></#if>
  <form method="post" action="/sign-in" class="card stack">
    <input type="hidden" name="next" value="${it.next()}">
    <div><label for="name">${t("person.name")}</label><input id="name" name="name" required autocomplete="username" autocapitalize="none" value="${it.name()}"<@marks "name"/>><@fault "name"/></div>
    <div><label for="password">${t("person.password")}</label><input id="password" name="password" type="password" required autocomplete="current-password"></div>
    <button class="primary">${t("person.sign-in.do")}</button>
  </form>
  <p>${t("person.sign-in.new")} <a href="/sign-up?next=${it.next()?url}">${t("person.sign-up.title")}</a></p>
</section>
</@layout.page>
