<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/search/cards.ftl" as show>
<section class="stack published" aria-labelledby="published">
  <h2 id="published">${t("discovery.published")}<#if part.total() gt 0> <span class="faint">${format.number(part.total(), 0)}</span></#if></h2>
  <#if part.cards()?has_content><@show.designs cards=part.cards() level=3/>
  <#elseif part.later()><p class="empty">${t("discovery.published.end")}</p>
  <#else><div class="empty"><p>${t(part.mine()?then("discovery.published.none.mine", "discovery.published.none"))}</p><#if part.mine()><p><a class="button primary" href="/publish">${t("discovery.publish.first")}</a></p></#if></div></#if>
  <#if part.later() || part.next().present>
  <nav class="row spread pages" aria-label="${t("discovery.published.pages")}">
    <#if part.later()><a class="button" rel="first nofollow" href="${part.path()}#published">${t("discovery.published.newest")}</a><#else><span></span></#if>
    <#if part.next().present><a class="button" rel="next" href="${part.path()}?after=${part.next().get()}#published">${t("discovery.published.older")}</a><#else><span></span></#if>
  </nav></#if>
</section>
