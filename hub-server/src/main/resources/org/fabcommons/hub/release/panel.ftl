<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#assign design = part.design()>
<section class="card">
  <h2>${t("release.releases")}</h2>
  <#if part.newest().present><#assign newest = part.newest().get()>
  <p class="release-newest"><a href="${newest.path(design)}">${newest.name()}</a> <span class="badge good">${t("release.newest")}</span></p>
  <p class="faint small"><#if newest.title() != newest.name()>${newest.title()} · </#if><time datetime="${format.iso(newest.createdAt())}">${format.date(newest.createdAt())}</time></p>
  <#if (part.count() > 1)><p class="small"><a href="${design.path()}/releases">${t("release.all", part.count())}</a></p></#if>
  <#else><p class="faint small">${t("release.none")}</p></#if>
  <#if part.maintained()><p><a class="button small" href="${design.path()}/releases/new">${t("release.make")}</a></p></#if>
  <p class="small release-ways"><a href="${design.path()}/CITATION.cff">${t("release.cite.cff")}</a> · <a href="${design.path()}/citation.bib">BibTeX</a> · <a href="${design.path()}/feed.atom" type="application/atom+xml">${t("release.feed")}</a></p>
</section>
