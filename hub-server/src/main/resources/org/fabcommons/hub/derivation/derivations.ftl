<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design()>
<#macro branches list><ul class="tree"><#list list as branch><li><div class="tree-node"><@family.picture branch.design() 40/><div><@family.name branch.design()/> <span class="faint small">${t("derivation.by", branch.design().owner())} · ${t("derivation.kind." + branch.edge().kind().wire())}<#if branch.design().licence()?has_content> · ${branch.design().licence()}</#if></span><#if branch.edge().note()?has_content><p class="small">${branch.edge().note()}</p></#if><#if branch.again()><p class="small faint">${t("derivation.again")}</p></#if></div></div><#if branch.further()?has_content><@branches branch.further()/></#if></li></#list></ul></#macro>
<@layout.page title=t("derivation.tree.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.tree.title", design.title())}</h1>
  <p class="faint"><@family.counts it.counts()/></p>
  <#if it.cut()><p class="notice">${t("derivation.cut")}</p></#if>
  <h2>${t("derivation.ancestors")}</h2>
  <#if it.ancestors()?has_content><@branches it.ancestors()/><#else><p class="empty">${t("derivation.original")}</p></#if>
  <h2>${t("derivation.descendants")}</h2>
  <#if it.descendants()?has_content><@branches it.descendants()/><#else><p class="empty">${t("derivation.none")} <a href="${design.path()}/remix">${t("derivation.first")}</a></p></#if>
</section>
</@layout.page>
