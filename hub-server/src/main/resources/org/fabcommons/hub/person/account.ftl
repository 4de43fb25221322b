<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<@layout.page title=t("person.account.title")>
<section class="narrow stack">
  <div class="row spread"><h1>${viewer.require().displayName()}</h1>
    <form method="post" action="/sign-out"><button>${t("person.signOut")}</button></form></div>
  <p><a href="/people/${viewer.require().handle()}">${t("person.account.public")}</a></p>
  <#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
  <h2>${t("person.tokens")}</h2>
  <p class="faint">${t("person.tokens.why")}</p>
  <#if it.secret().present><div class="notice good" role="status"><p>${t("person.tokens.new")}</p><pre>${it.secret().get()}</pre></div></#if>
  <#if it.tokens()?has_content>
  <table><thead><tr><th scope="col">${t("person.tokens.name")}</th><th scope="col">${t("person.tokens.since")}</th><th scope="col"><span class="faint">${t("person.tokens.action")}</span></th></tr></thead><tbody>
  <#list it.tokens() as token><tr><td>${token.name()}</td><td>${format.date(token.createdAt())}</td><td><form method="post" action="/account/tokens/${token.id()}/revoke"><button class="small danger">${t("person.tokens.revoke")}</button></form></td></tr></#list>
  </tbody></table>
  <#else><p class="empty">${t("person.tokens.none")}</p></#if>
  <form method="post" action="/account/tokens" class="card stack">
    <div><label for="name">${t("person.tokens.for")}</label><input id="name" name="name" required maxlength="60" placeholder="git"></div>
    <button class="primary">${t("person.tokens.create")}</button>
  </form>
</section>
</@layout.page>
