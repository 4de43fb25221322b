<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#macro relative other note revision><li class="relative"><#if other.coverPath().present><img src="${other.coverPath().get()}" alt="" width="48" height="48" loading="lazy"><#else><span class="relative-blank" aria-hidden="true"></span></#if>
  <div><a href="${other.path()}">${other.title()}</a> <span class="faint small">${t("derivation.by", other.ownerHandle())}</span><#if revision?has_content><br><span class="faint small">${t("derivation.of")} <a class="figure" href="${other.path()}?revision=${revision}">${revision?substring(0, 10)}</a></span></#if><#if note?has_content><p class="small">${note}</p></#if></div></li></#macro>
<#if part.parents()?has_content>
<section class="card"><h2>${t("derivation.basedOn")}</h2>
  <ul class="relatives"><#list part.parents() as parent><@relative parent.design() parent.edge().note() parent.edge().ancestorRevision()/></#list></ul></section>
</#if>
<section class="card"><h2>${t("derivation.remixes")}</h2>
  <#if part.children()?has_content>
  <ul class="relatives"><#list part.children() as child><@relative child.design() child.edge().note() ""/></#list></ul>
  <p class="small"><a href="${part.design().path()}/derivations">${t("derivation.all", part.count())}</a></p>
  <#else><p class="faint">${t("derivation.none")} <a href="${part.design().path()}/remix">${t("derivation.first")}</a></p></#if>
</section>
