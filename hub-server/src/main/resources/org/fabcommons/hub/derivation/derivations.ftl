<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()>
<#macro branches list><ul class="tree"><#list list as branch><li><div class="tree-node"><#if branch.design().coverPath().present><img src="${branch.design().coverPath().get()}" alt="" width="40" height="40" loading="lazy"></#if><div><a href="${branch.design().path()}">${branch.design().title()}</a> <span class="faint small">${t("derivation.by", branch.design().ownerHandle())} · ${branch.design().licence()}</span><#if branch.note()?has_content><p class="small">${branch.note()}</p></#if></div></div><#if branch.further()?has_content><@branches branch.further()/></#if></li></#list></ul></#macro>
<@layout.page title=t("derivation.tree.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.tree.title", design.title())}</h1>
  <h2>${t("derivation.basedOn")}</h2>
  <#if it.ancestors()?has_content><@branches it.ancestors()/><#else><p class="empty">${t("derivation.original")}</p></#if>
  <h2>${t("derivation.remixes")}</h2>
  <#if it.descendants()?has_content><@branches it.descendants()/><#else><p class="empty">${t("derivation.none")} <a href="${design.path()}/remix">${t("derivation.first")}</a></p></#if>
</section>
</@layout.page>
