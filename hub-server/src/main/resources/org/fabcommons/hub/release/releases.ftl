<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()>
<@layout.page title=t("release.title", design.title()) head=["design.css"] feed=design.path() + "/feed.atom">
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <div class="row spread"><h1>${t("release.releases")}</h1><#if it.maintained() && it.releases()?has_content><a class="button primary" href="${design.path()}/releases/new">${t("release.make")}</a></#if></div>
  <p class="faint">${t("release.why")}</p>
  <#if it.releases()?has_content>
  <ol class="timeline">
    <#list it.releases() as release>
    <li><div class="timeline-head"><a class="timeline-title" href="${release.path(design)}"><#if release.title() != release.name()>${release.name()}: ${release.title()}<#else>${release.name()}</#if></a><#if it.page() == 1 && release?is_first> <span class="badge good">${t("release.newest")}</span></#if></div>
      <p class="faint small"><#if release.authorHandle()?has_content><a href="/people/${release.authorHandle()}">${release.author()}</a><#else>${release.author()}</#if> · <time datetime="${format.iso(release.createdAt())}">${format.time(release.createdAt())}</time> · <a href="${design.path()}?revision=${release.revision()}"><code>${release.revision()?substring(0, 10)}</code></a></p></li>
    </#list>
  </ol>
  <#if (it.page() > 1) || it.more()><p class="row"><#if (it.page() > 1)><a class="button" href="${design.path()}/releases?page=${it.page() - 1}" rel="prev">${t("release.newer")}</a></#if><#if it.more()><a class="button" href="${design.path()}/releases?page=${it.page() + 1}" rel="next">${t("release.older")}</a></#if></p></#if>
  <#else><div class="empty"><p>${t("release.none")}</p><#if it.maintained()><p><a class="button primary" href="${design.path()}/releases/new">${t("release.make.first")}</a></p></#if></div></#if>
</section>
</@layout.page>
