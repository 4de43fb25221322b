<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design() title = t("derivation.made.title", design.title())>
<@layout.page title=title head=["design.css", "family.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${title}</h1>
  <nav class="chips made-sorts" aria-label="${t("derivation.made.sorts")}"><#list it.sorts() as sort><a class="chip" href="${design.path()}/derivations/${sort.wire()}"<#if sort == it.sort()> aria-current="page"</#if>>${t("derivation.count." + sort.wire(), it.counts().of(sort))?cap_first}</a></#list></nav>
  <#if it.made()?has_content>
  <ul class="relatives"><#list it.made() as child><#assign edge = child.edge()><li class="relative"><@family.picture child.other() 48/>
    <div><@family.name child.other()/> <span class="faint small">${t("derivation.by", child.other().owner())} · ${t("derivation.kind." + edge.kind().wire())} · <time datetime="${format.iso(child.other().design().get().createdAt())}">${format.date(child.other().design().get().createdAt())}</time></span>
    <#if edge.note()?has_content><p class="small">${edge.note()}</p></#if></div></li></#list></ul>
  <#if it.more().present><p><a class="button" href="${design.path()}/derivations/${it.sort().wire()}?after=${it.more().get()}" rel="next">${t("derivation.made.more")}</a></p></#if>
  <#else><p class="empty">${t("derivation.made.none")}</p></#if>
  <p class="small"><a href="${design.path()}/derivations">${t("derivation.all")}</a></p>
</section>
</@layout.page>
