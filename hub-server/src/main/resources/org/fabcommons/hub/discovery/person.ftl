<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/search/cards.ftl" as show>
<section class="stack published" aria-labelledby="published">
  <h2 id="published">${t("discovery.published")}<#if part.total() gt 0> <span class="faint">${part.total()}</span></#if></h2>
  <#if part.cards()?has_content><@show.designs cards=part.cards() level=3/>
  <#else><div class="empty"><p>${t(part.mine()?then("discovery.published.none.mine", "discovery.published.none"))}</p><#if part.mine()><p><a class="button primary" href="/publish">${t("discovery.publish.first")}</a></p></#if></div></#if>
</section>
