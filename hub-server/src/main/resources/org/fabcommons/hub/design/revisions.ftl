<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()>
<@layout.page title=t("design.revisions.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("design.revisions")}</h1>
  <p class="faint">${t("design.revisions.why")}</p>
  <ol class="timeline">
    <#list it.revisions() as revision>
    <li><div class="timeline-head"><a class="timeline-title" href="${design.path()}?revision=${revision.id()}">${revision.message()?split("\n")[0]}</a><#if revision.id() == design.headRevision()> <span class="badge good">${t("design.newest")}</span></#if></div>
      <p class="faint small"><#if revision.authorHandle()?has_content><a href="/people/${revision.authorHandle()}">${revision.author()}</a><#else>${revision.author()}</#if> · <time datetime="${format.iso(revision.createdAt())}">${format.time(revision.createdAt())}</time> · <a href="${design.path()}/revisions/${revision.id()}" aria-label="${t("design.revisions.changed.label", revision.shortId())}">${t("design.revisions.changed")}</a> · <code>${revision.shortId()}</code></p></li>
    </#list>
  </ol>
  <#if it.more().present><p><a class="button" href="${design.path()}/revisions?from=${it.more().get()}">${t("design.revisions.more")}</a></p></#if>
</section>
</@layout.page>
