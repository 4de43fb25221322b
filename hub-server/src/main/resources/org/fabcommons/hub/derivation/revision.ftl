<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design()><#assign revision = it.revision()>
<#assign first = revision.message()?trim?split("\n")[0]><#assign more = revision.message()?trim?remove_beginning(first)?trim>
<@layout.page title=t("derivation.revision.title", revision.shortId(), design.title()) head=["design.css", "family.css"] script=["compare.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a> <span class="faint">/</span> <a href="${design.path()}/revisions">${t("design.revisions")}</a></p>
  <h1><#if first?has_content>${first}<#else>${revision.shortId()}</#if><#if revision.id() == design.headRevision()> <span class="badge good">${t("design.newest")}</span></#if></h1>
  <p class="faint"><#if revision.authorHandle()?has_content><a href="/people/${revision.authorHandle()}">${revision.author()}</a><#else>${revision.author()}</#if> · <time datetime="${format.iso(revision.createdAt())}">${format.time(revision.createdAt())}</time> · <code>${revision.shortId()}</code></p>
  <#if more?has_content><p class="said">${more}</p></#if>
  <p class="row"><a class="button" href="${design.path()}?revision=${revision.id()}">${t("derivation.revision.look")}</a><#if it.before().present> <a class="button" href="${design.path()}/revisions/${it.before().get().id()}">${t("derivation.revision.before")}</a></#if></p>
  <section aria-labelledby="changed" class="stack">
    <h2 id="changed"><#if it.chosen()>${t("derivation.revision.since", it.before().get().shortId())}<#elseif it.before().present>${t("derivation.revision.changed")}<#else>${t("derivation.revision.first")}</#if></h2>
    <#if it.wordings()?has_content><dl class="card wordings"><#list it.wordings() as wording><div><dt>${t(wording.label())}</dt><dd><#list wording.pieces() as piece><#if piece.fate() == "ADDED"><ins><span class="unseen">${t("derivation.wording.added")} </span>${piece.text()}</ins><#elseif piece.fate() == "REMOVED"><del><span class="unseen">${t("derivation.wording.removed")} </span>${piece.text()}</del><#else>${piece.text()}</#if> </#list></dd></div></#list></dl></#if>
    <#if it.files()?has_content><@family.files it.files() it.growthBytes() design it.before().present?then(it.before().get(), revision).id() design revision.id()/>
    <#elseif !it.wordings()?has_content><p class="empty">${t("derivation.revision.none")}</p></#if>
  </section>
</section>
</@layout.page>
