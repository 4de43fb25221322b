<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- Designs as cards. level: the rank of their headings. -->
<#macro designs cards level=3>
<ul class="grid cards">
<#list cards as card><#assign design = card.design()>
  <li class="card whole design">
    <#if design.coverCard().present><img src="${design.coverCard().get()}" alt="" loading="lazy" width="400" height="300"><#else><span class="cover" aria-hidden="true"><svg viewBox="0 0 32 32"><path d="M16 4 26.4 10v12L16 28 5.6 22V10z"/><path d="M16 16v12M16 16 5.6 10M16 16l10.4-6"/></svg></span></#if>
    <h${level}><a href="${design.path()}">${design.title()}</a></h${level}>
    <p class="by">${t("search.by", card.owner())}</p>
    <p class="summary">${design.summary()}</p>
    <p class="facts"><#if card.fresh()><span class="badge warn">${t("search.fresh")}</span> </#if><#if design.visibility() != "PUBLIC"><span class="badge warn">${t("design.visibility." + design.visibility()?lower_case)}</span> </#if><span class="badge">${card.licence()}</span><#if (card.judged() > 0)> <span class="badge<#if card.worked() * 2 gt card.judged()> good<#else> warn</#if>">${t("search.proof", card.worked(), card.judged())}</span></#if><#if (card.derived() > 0)> <span class="badge">${t("search.derived", card.derived())}</span></#if><#if (card.variants() > 0)> <span class="badge">${t("search.variants", card.variants())}</span></#if></p>
  </li>
</#list>
</ul>
</#macro>
