<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design()>
<#macro branches list><ul class="tree"><#list list as branch><li><div class="tree-node"><@family.picture branch.design() 40/><div><@family.name branch.design()/> <span class="faint small">${t("derivation.by", branch.design().owner())} · ${t("derivation.kind." + branch.edge().kind().wire())}<#if branch.design().licence()?has_content> · ${branch.design().licence()}</#if></span><#if branch.edge().note()?has_content><p class="small">${branch.edge().note()}</p></#if><#if branch.again()><p class="small faint">${t("derivation.again")}</p></#if></div></div><#if branch.further()?has_content><@branches branch.further()/></#if></li></#list></ul></#macro>
<@layout.page title=t("derivation.tree.title", design.title()) head=["design.css", "family.css"] script=["family.js"]>
<section class="stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.tree.title", design.title())}</h1>
  <p class="faint"><@family.counts it.counts()/></p>
  <div class="family" hidden data-family="/api/v1/designs/${design.fullName()}/derivations" data-label="${t("derivation.tree.title", design.title())}" data-by="${t("derivation.by")}" data-gone="${t("derivation.gone")}" data-found="${t("derivation.family.found")}"<#list it.kinds() as kind> data-kind_${kind.wire()}="${t("derivation.kind." + kind.wire())}"</#list>>
    <div class="family-tools row" data-tools>
      <label class="family-search"><span class="away">${t("derivation.family.search")}</span><input type="search" placeholder="${t("derivation.family.search")}"></label>
      <#list it.kinds() as kind><label class="family-kind"><input type="checkbox" value="${kind.wire()}" checked> <svg class="edge-key" viewBox="0 0 28 8" width="28" height="8" aria-hidden="true"><path class="edge edge-${kind.wire()}" d="M1 4H27"/></svg> ${t("derivation.kind." + kind.wire())?cap_first}</label></#list>
      <span class="small faint" role="status" data-found></span>
    </div>
    <div class="family-view"><div data-view></div>
      <div class="stage-tools"><button type="button" data-act="in" aria-label="${t("design.view.in")}" title="${t("design.view.in")}">+</button><button type="button" data-act="out" aria-label="${t("design.view.out")}" title="${t("design.view.out")}">−</button><button type="button" data-act="home" aria-label="${t("derivation.family.home")}" title="${t("derivation.family.home")}">⌂</button></div></div>
    <p class="stage-keys" id="family-keys">${t("derivation.family.keys")}</p>
  </div>
  <#if it.cut()><p class="notice">${t("derivation.cut")}</p></#if>
  <div class="family-list">
  <div><h2>${t("derivation.ancestors")}</h2>
  <#if it.ancestors()?has_content><@branches it.ancestors()/><#else><p class="empty">${t("derivation.original")}</p></#if>
  </div>
  <div><h2>${t("derivation.descendants")}</h2>
  <#if it.counts().all() gt 0><p class="small">${t("derivation.made.all")} <#list ["remixes", "variants", "parts"] as sort><a href="${design.path()}/derivations/${sort}">${t("derivation.count." + sort, [it.counts().remixes(), it.counts().variants(), it.counts().parts()][sort?index])}</a><#sep> · </#list></p></#if>
  <#if it.descendants()?has_content><@branches it.descendants()/><#else><p class="empty">${t("derivation.none")} <a href="${design.path()}/remix">${t("derivation.first")}</a></p></#if>
  </div></div>
</section>
</@layout.page>
