<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design()>
<#assign other = it.ancestor().other()>
<#assign subject = it.upstream()?then(other.title(), design.title())>
<@layout.page title=t("derivation.changes.title", subject) head=["design.css", "family.css"] script=["compare.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.changes.title", subject)}</h1>
  <p class="design-lead"><#if it.upstream()>${t(it.ancestor().edge().kind().derivative()?then("derivation.changes.upstream", "derivation.changes.part"), design.title())} <a class="figure" href="${it.after().design().path()}?revision=${it.ancestor().edge().ancestorRevision()}">${it.ancestor().shortRevision()}</a><#else>${t("derivation.changes.since")} <@family.name other/> <span class="faint">${t("derivation.by", other.owner())}</span>, ${t("derivation.of")} <span class="figure">${it.ancestor().shortRevision()}</span></#if></p>
  <#if it.ancestors()?size gt 1>
  <nav class="chips" aria-label="${t("derivation.changes.other")}"><#list it.ancestors() as each><#if !each.other().gone><a class="chip" href="${design.path()}/changes?since=${each.other().fullName()?url}<#if !each.edge().kind().derivative()>&amp;upstream=true</#if>"<#if each.other().id() == other.id()> aria-current="page"</#if>>${each.other().title()}</a></#if></#list></nav></#if>
  <#if it.ancestor().newer().present && !it.upstream()><@family.news design it.ancestor() it.mine()/></#if>
  <#if it.upstream() && it.mine() && !it.ancestor().edge().kind().derivative()><#if it.ancestor().newer().present><@family.use design it.ancestor() "primary"/></#if>
  <#elseif it.upstream() && it.mine()><p><a class="button primary" href="${design.path()}/take-over?from=${other.fullName()?url}&amp;revision=${it.after().revision()}">${t("derivation.newer.take")}</a></p></#if>
  <#if it.files()?has_content>
  <@family.files it.files() it.growthBytes() it.before().design() it.before().revision() it.after().design() it.after().revision()/>
  <#else><p class="empty">${t(it.upstream()?then("derivation.changes.none.upstream", "derivation.changes.none"))}</p></#if>
</section>
</@layout.page>
