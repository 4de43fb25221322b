<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/search/cards.ftl" as show>
<@layout.page title=t("discovery.home.title") head=["discovery.css"] class="home">
<section class="welcome">
  <div>
    <h1>${t("discovery.home.claim")}</h1>
    <p class="lead">${t("discovery.home.what")}</p>
    <p class="row">
      <a class="button primary large" href="/designs">${t("discovery.home.browse")}</a>
      <#if viewer.person().present><a class="button large" href="/publish">${t("discovery.publish")}</a>
      <#else><a class="button large" href="/sign-up">${t("discovery.home.join")}</a></#if>
    </p>
  </div>
  <#include "/org/fabcommons/hub/discovery/drawing.ftl">
</section>

<section aria-labelledby="way">
  <h2 id="way" class="unseen">${t("discovery.way")}</h2>
  <ol class="way">
    <#list ["publish", "remix", "make", "report"] as step>
    <li><h3>${t("discovery.way." + step)}</h3><p>${t("discovery.way." + step + ".what")}</p></li>
    </#list>
  </ol>
</section>

<#if it.proven()?has_content>
<section aria-labelledby="proven">
  <div class="title"><h2 id="proven">${t("discovery.proven")}</h2><p class="faint">${t("discovery.proven.what")}</p></div>
  <@show.designs cards=it.proven()/>
</section>
</#if>

<section aria-labelledby="newest">
  <div class="row spread title"><h2 id="newest">${t("discovery.newest")}</h2>
    <#if it.newest()?has_content><a href="/designs">${t("discovery.newest.all")}</a></#if></div>
  <#if it.newest()?has_content><@show.designs cards=it.newest()/>
  <#else><div class="empty"><p>${t("discovery.none")}</p><p><a class="button primary" href="/publish">${t("discovery.publish.first")}</a></p></div></#if>
</section>

<#if it.labs()?has_content>
<section aria-labelledby="labs">
  <div class="row spread title"><h2 id="labs">${t("discovery.labs")}</h2><a href="/labs">${t("discovery.labs.all")}</a></div>
  <ul class="grid cards">
  <#list it.labs() as lab>
    <li class="card whole"><h3><a href="/labs/${lab.handle()}">${lab.name()}</a></h3>
      <p class="facts"><span class="badge<#if lab.openTo() == "ANYONE"> good</#if>">${t("discovery.lab." + lab.openTo()?lower_case)}</span></p></li>
  </#list>
  </ul>
</section>
</#if>

<section class="beside card" aria-labelledby="agent">
  <div><h2 id="agent">${t("discovery.agent")}</h2><p>${t("discovery.agent.what")}</p></div>
  <pre><code>./fab agent run --hub ${it.address()}</code></pre>
</section>
</@layout.page>
