<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#macro relative relative up><#assign edge = relative.edge()><li class="relative"><@family.picture relative.other() 48/>
  <div><@family.name relative.other()/> <span class="faint small">${t("derivation.by", relative.other().owner())}</span>
  <#if up><br><span class="faint small">${t("derivation.kind." + edge.kind().wire())} · ${t("derivation.of")} <#if relative.other().gone><span class="figure">${edge.shortRevision()}</span><#else><a class="figure" href="${relative.other().design().get().path()}?revision=${edge.ancestorRevision()}">${edge.shortRevision()}</a></#if></span><#else><br><span class="faint small">${t("derivation.kind." + edge.kind().wire())}</span></#if>
  <#if edge.note()?has_content><p class="small">${edge.note()}</p></#if>
  <#if up && !relative.other().gone><#if edge.kind().derivative()><p class="small"><a href="${part.design().path()}/changes?since=${relative.other().fullName()?url}">${t("derivation.changed")}</a></p></#if>
  <#if relative.newer().present><@family.news part.design() relative part.mine()/></#if></#if></div></li></#macro>
<#if part.made()?has_content>
<section class="card"><h2>${t("derivation.basedOn")}</h2>
  <ul class="relatives"><#list part.made() as parent><@relative parent true/></#list></ul></section>
</#if>
<#if part.uses()?has_content>
<section class="card"><h2>${t("derivation.uses")}</h2>
  <ul class="relatives"><#list part.uses() as parent><@relative parent true/></#list></ul></section>
</#if>
<section class="card"><h2>${t("derivation.remixes")}</h2>
  <#if part.counts().all() gt 0>
  <ul class="relatives"><#list part.remixes() as child><@relative child false/></#list></ul>
  <p class="small"><@family.counts part.counts()/> <a href="${part.design().path()}/derivations">${t("derivation.all")}</a></p>
  <#else><p class="faint">${t("derivation.none")} <a href="${part.design().path()}/remix">${t("derivation.first")}</a></p></#if>
  <p class="small"><a href="${part.design().path()}/credit">${t("derivation.credit")}</a><#if part.mine()><br><a href="${part.design().path()}/ancestors">${t("derivation.name.edit")}</a></#if></p>
</section>
