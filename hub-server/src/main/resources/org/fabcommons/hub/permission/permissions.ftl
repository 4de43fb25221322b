<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro state one><span class="badge<#if one.granted()> good<#elseif one.open()> warn</#if>">${t("permission.state." + one.state())}</span></#macro>
<@layout.page title=t("permission.title") head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="/account">${t("person.account.title")}</a></p>
  <h1>${t("permission.title")}</h1>
  <p class="faint">${t("permission.why")}</p>
  <h2>${t("permission.received")}</h2>
  <#list it.received() as one>
  <article class="card stack" id="${one.id()}">
    <div class="row spread"><h3>${t("permission.received.what", one.asker(), one.designName(), one.licence())}</h3><@state one/></div>
    <p class="faint small"><a href="/people/${one.asker()}">${one.asker()}</a> · <a href="/@${one.designName()}">${one.designName()}</a> · <time datetime="${format.iso(one.askedAt())}">${format.date(one.askedAt())}</time></p>
    <blockquote class="said">${one.words()}</blockquote>
    <#if one.open()>
    <form method="post" action="/account/permissions/${one.id()}" class="stack">
      <p class="hint">${t("permission.grant.means", one.licence(), one.asker())}</p>
      <div><label for="words-${one.id()}">${t("permission.answer")}</label><textarea id="words-${one.id()}" name="words" maxlength="2000" rows="2"></textarea></div>
      <p class="row"><button class="primary" name="do" value="grant">${t("permission.grant")}</button> <button name="do" value="refuse">${t("permission.refuse")}</button></p>
    </form>
    <#elseif one.answer()?has_content><p>${one.answer()}</p></#if>
  </article>
  <#else><p class="empty">${t("permission.received.none")}</p></#list>
  <h2 id="asked">${t("permission.asked")}</h2>
  <#list it.asked() as one>
  <article class="card stack" id="${one.id()}">
    <div class="row spread"><h3><a href="/@${one.designName()}">${one.designName()}</a> → ${one.licence()}</h3><span><#if one.news()><span class="badge warn">${t("permission.new")}</span> </#if><@state one/></span></div>
    <blockquote class="said">${one.words()}</blockquote>
    <#if one.answer()?has_content><p><strong>${one.answeredBy().orElse("")}</strong>: ${one.answer()}</p></#if>
    <#if one.granted()><p><a class="button primary" href="/@${one.designName()}/remix?licence=${one.licence()?url}">${t("permission.use")}</a></p></#if>
    <#if one.open()><form method="post" action="/account/permissions/${one.id()}"><button class="small" name="do" value="withdraw">${t("permission.withdraw")}</button></form></#if>
  </article>
  <#else><p class="empty">${t("permission.asked.none")}</p></#list>
  <#if it.more().present><p><a class="button" href="/account/permissions?page=${it.more().get()?c}" rel="next">${t("derivation.made.more")}</a></p></#if>
</section>
</@layout.page>
