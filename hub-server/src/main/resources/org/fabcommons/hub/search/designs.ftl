<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/search/cards.ftl" as show>
<#import "/org/fabcommons/hub/search/field.ftl" as ask>
<#macro value one><li><a href="${one.link()}" rel="nofollow"<#if one.chosen()> aria-current="true"</#if>><span>${one.name()}</span> <#if one.chosen()><span class="unseen">${t("search.drop")}</span></#if><span class="count figure">${format.number(one.count(), 0)}</span></a></li></#macro>
<#assign title = it.query()?has_content?then(t("search.title.for", it.query()), t("search.title"))>
<@layout.page title=title head=["search.css"] script=["suggest.js"] feed=it.feed()>
<div class="row spread title">
  <h1>${t("search.title")}</h1>
  <a class="button" href="/publish">${t("discovery.publish")}</a>
</div>
<@ask.field value=it.query() kept=it.kept()/>
<#if it.chips()?has_content>
<ul class="chips" aria-label="${t("search.chosen")}">
  <#list it.chips() as chip><li><a class="chip" href="${chip.link()}"><span class="what">${t("search." + chip.key())}<#if !["open", "toolpath", "made"]?seq_contains(chip.key())>: </span>${chip.name()}<#else></span></#if> <span aria-hidden="true">×</span><span class="unseen">${t("search.drop")}</span></a></li></#list>
  <li><a class="chip all" href="${it.withoutFilters()}">${t("search.drop.all")}</a></li>
</ul>
</#if>
<#if it.unknownOrder().present><p class="notice warn">${t("search.order-unknown", it.unknownOrder().get())}</p></#if>
<#if it.literally().present>
<p class="notice">${t("search.corrected", it.query(), it.asked())} <a href="${it.literally().get()}">${t("search.literally", it.asked())}</a></p>
<#elseif it.meant().present>
<p class="notice">${t("search.meant")} <a href="${it.meant().get().link()}">${it.meant().get().words()}</a></p>
</#if>
<#if !it.searching() && !it.cards()?has_content>
<div class="empty"><p>${t("discovery.none")}</p><p><a class="button primary" href="/publish">${t("discovery.publish.first")}</a></p></div>
<#else>
<div class="results">
<#if it.filters()?has_content>
<details class="filters">
  <summary class="button"><span aria-hidden="true">⚟</span> ${t("search.filters")}<#if it.chips()?has_content> <span class="badge">${it.chips()?size}</span></#if></summary>
  <nav aria-label="${t("search.filters")}">
    <#list it.filters() as filter>
    <section>
      <h2>${t("search." + filter.key())}</h2>
      <ul><#list filter.values() as one><@value one/></#list></ul>
      <#if filter.more()?has_content><details><summary>${t("search.filters.more", filter.more()?size)}</summary><ul><#list filter.more() as one><@value one/></#list></ul></details></#if>
    </section>
    </#list>
  </nav>
</details>
</#if>
<div class="list">
<#if it.cards()?has_content>
<div class="row spread found">
  <p role="status">${t("search.found", it.total())}<#if it.query()?has_content> ${t("search.found.for", it.query())}</#if></p>
  <nav class="row orders" aria-label="${t("search.order")}"><#list it.orders() as order><a href="${order.link()}" rel="nofollow"<#if order.chosen()> aria-current="true"</#if>>${t("search.order." + order.key())}</a></#list></nav>
</div>
<@show.designs cards=it.cards() level=2/>
<#if it.fresh()><p class="hint fresh"><span class="badge warn">${t("search.fresh")}</span> ${t("search.fresh.why")}</p></#if>
<#if it.first().present || it.next().present>
<nav class="row spread pages" aria-label="${t("search.pages")}">
  <#if it.first().present><a class="button" rel="first nofollow" href="${it.first().get()}">${t("search.first")}</a><#else><span></span></#if>
  <#if it.next().present><a class="button" rel="next" href="${it.next().get()}">${t("search.next")}</a><#else><span></span></#if>
</nav>
</#if>
<#else>
<div class="empty">
  <p role="status"><#if !it.asked()?has_content>${t("search.nothing")}<#elseif it.chips()?has_content>${t("search.nothing.chosen", it.asked())}<#else>${t("search.nothing.for", it.asked())}</#if></p>
  <#if it.instead()?has_content>
  <p>${t("search.instead")}</p>
  <ul class="instead"><#list it.instead() as other><li><a class="button" href="${other.link()}" rel="nofollow"><#if other.words() == it.query()>${t("search.nothing.unfiltered")}<#else><strong>${other.words()}</strong><#if !other.filtered() && it.chips()?has_content> ${t("search.instead.unfiltered")}</#if></#if> <span class="count figure">${format.number(other.count(), 0)}</span></a></li></#list></ul></#if>
  <p class="row centred"><a href="/designs">${t("search.all")}</a></p>
</div>
</#if>
<#if it.searching() && (it.keepable().present || !viewer.person().present)>
<section class="keep card" aria-labelledby="keep">
  <h2 id="keep">${t("search.keep")}</h2>
  <#if it.saved().present><p>${t("search.kept", it.saved().get().name())} <a href="/account/searches#${it.saved().get().id()}">${t("search.kept.see")}</a></p>
  <#elseif it.keepable().present>
  <form method="post" action="/account/searches" class="row">
    <input type="hidden" name="query" value="${it.keepable().get()}">
    <label for="keep-name" class="unseen">${t("search.keep.name")}</label><input id="keep-name" name="name" maxlength="80" placeholder="${t("search.keep.name")}">
    <button>${t("search.keep.do")}</button>
  </form>
  </#if>
  <p class="hint"><#if !viewer.person().present>${t("search.keep.signedOut")} <a href="/sign-in?next=${viewer.path()?url}">${t("web.signIn")}</a> · </#if><a href="${it.feed()}">${t("search.feed")}</a></p>
</section>
</#if>
</div>
</div>
</#if>
</@layout.page>
