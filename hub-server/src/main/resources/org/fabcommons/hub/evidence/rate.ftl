<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card"><h2>${t("evidence.rate")}</h2>
  <#if part.successRate().present>
  <p class="rate"><span class="figure rate-figure">${format.number(part.successRate().get() * 100, 0)}&nbsp;%</span> <span>${t("evidence.rate.of", part.worked(), part.judged())}</span></p>
  <div class="rate-bar" aria-hidden="true"><svg viewBox="0 0 ${part.judged()} 1" preserveAspectRatio="none"><rect class="worked" width="${part.worked()}" height="1"/><rect class="partly" x="${part.worked()}" width="${part.partly()}" height="1"/><rect class="failed" x="${part.worked() + part.partly()}" width="${part.failed()}" height="1"/></svg></div>
  <ul class="rate-list small"><li><span class="key worked" aria-hidden="true"></span>${t("evidence.rate.worked", part.worked())}</li><li><span class="key partly" aria-hidden="true"></span>${t("evidence.rate.partly", part.partly())}</li><li><span class="key failed" aria-hidden="true"></span>${t("evidence.rate.failed", part.failed())}</li></ul>
  <#if (part.unreported() > 0) || (part.simulated() > 0)><p class="faint small"><#if (part.unreported() > 0)>${t("evidence.rate.unreported", part.unreported())}</#if><#if (part.unreported() > 0) && (part.simulated() > 0)> · </#if><#if (part.simulated() > 0)>${t("evidence.rate.simulated", part.simulated())}</#if></p></#if>
  <#elseif (part.made() > 0)><p class="faint">${t("evidence.rate.unjudged", part.made())}</p>
  <#else><p class="faint">${t("evidence.rate.none")} ${t("evidence.rate.none.why")}</p></#if>
<link rel="stylesheet" href="/assets/evidence.css"></section>
