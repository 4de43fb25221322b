<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="stack" aria-labelledby="my-searches">
  <h2 id="my-searches">${t("search.saved")}</h2>
  <#if part.searches()?has_content><p class="row"><#list part.searches() as one><a class="badge" href="${one.link()}">${one.name()}</a></#list></p>
  <p><a class="button small" href="/account/searches">${t("search.saved.manage")}</a><#if part.more() gt 0> <span class="faint">${t("search.saved.more", part.more())}</span></#if></p>
  <#else><p class="faint">${t("search.saved.none")} <a href="/designs">${t("search.saved.begin")}</a></p></#if>
</section>
