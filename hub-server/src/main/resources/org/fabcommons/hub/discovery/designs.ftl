<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/discovery/cards.ftl" as show>
<#assign searching = it.query()?has_content || it.tag()?has_content>
<@layout.page title=t("discovery.designs.title") head=["discovery.css"] feed="/designs.atom" + searching?then("?q=" + it.query()?url + "&tag=" + it.tag()?url, "")>
<div class="row spread title">
  <h1>${t("discovery.designs.title")}</h1>
  <a class="button" href="/publish">${t("discovery.publish")}</a>
</div>
<form class="search" role="search" action="/designs">
  <label for="q" class="unseen">${t("discovery.search.label")}</label>
  <input id="q" name="q" type="search" value="${it.query()}" maxlength="200" placeholder="${t("discovery.search.hint")}" autocomplete="off">
  <#if it.tag()?has_content><input type="hidden" name="tag" value="${it.tag()}"></#if>
  <#if it.sort() != "updated"><input type="hidden" name="sort" value="${it.sort()}"></#if>
  <button class="primary">${t("discovery.search")}</button>
</form>
<#if it.tags()?has_content>
<nav class="chips" aria-label="${t("discovery.tags")}">
  <#list it.tags() as tag><a class="chip" href="${tag.link()}"<#if tag.chosen()> aria-current="true"</#if>>${tag.name()}<#if tag.chosen()> <span aria-hidden="true">×</span><span class="unseen">${t("discovery.tag.drop")}</span></#if></a></#list>
</nav>
</#if>
<#if it.cards()?has_content>
<div class="row spread found">
  <p role="status">${t("discovery.found", it.total())}<#if it.query()?has_content> ${t("discovery.found.for", it.query())}</#if></p>
  <nav class="row sorts" aria-label="${t("discovery.sort")}"><#list it.sorts() as sort><a href="${sort.link()}"<#if sort.chosen()> aria-current="true"</#if>>${t("discovery.sort." + sort.name())}</a></#list></nav>
</div>
<@show.designs cards=it.cards() level=2/>
<#if it.previous().present || it.next().present>
<nav class="row spread pages" aria-label="${t("discovery.pages")}">
  <#if it.previous().present><a class="button" rel="prev" href="${it.previous().get()}">${t("discovery.previous")}</a><#else><span></span></#if>
  <span class="figure">${t("discovery.page", it.page())}</span>
  <#if it.next().present><a class="button" rel="next" href="${it.next().get()}">${t("discovery.next")}</a><#else><span></span></#if>
</nav>
</#if>
<#elseif searching>
<div class="empty"><p role="status">${t("discovery.nothing")}</p><p><a class="button" href="/designs">${t("discovery.all")}</a></p></div>
<#else>
<div class="empty"><p>${t("discovery.none")}</p><p><a class="button primary" href="/publish">${t("discovery.publish.first")}</a></p></div>
</#if>
</@layout.page>
