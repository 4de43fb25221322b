<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()><#assign release = it.release()><#assign here = release.path(design)>
<@layout.page title=t("release.page.title", release.name(), design.title()) head=["design.css"] feed=design.path() + "/feed.atom">
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a> <span class="faint">/</span> <a href="${design.path()}/releases">${t("release.releases")}</a></p>
  <h1><#if release.title() != release.name()><span class="figure">${release.name()}</span> ${release.title()}<#else>${release.name()}</#if><#if it.newest()> <span class="badge good release-badge">${t("release.newest")}</span></#if></h1>
  <p class="faint"><#if release.authorHandle()?has_content><a href="/people/${release.authorHandle()}">${release.author()}</a><#else>${release.author()}</#if> · <time datetime="${format.iso(release.createdAt())}">${format.time(release.createdAt())}</time> · ${t("release.of")} <a href="${design.path()}?revision=${release.revision()}"><code>${release.revision()?substring(0, 10)}</code></a></p>
  <#if it.notes().present><div class="card prose">${it.notes().get()?no_esc}</div></#if>
  <section aria-labelledby="get-it">
    <h2 id="get-it">${t("release.get")}</h2>
    <p class="row"><a class="button primary" href="${here}/archive.zip">${t("release.archive", it.files()?size, format.bytes(it.totalBytes()))}</a> <a class="button" href="${here}/SHA256SUMS">${t("release.sums")}</a> <a class="button" href="${design.path()}?revision=${release.revision()}">${t("release.look")}</a><#if it.before().present && it.before().get().revision() != release.revision()> <a class="button" href="${design.path()}/revisions/${release.revision()}?since=${it.before().get().revision()}">${t("release.changes", it.before().get().name())}</a></#if></p>
    <#if it.artefacts()?has_content>
    <div class="scroll"><table class="files sums">
      <caption>${t("release.artefacts")}</caption>
      <thead><tr><th scope="col">${t("release.file")}</th><th scope="col" class="num">${t("release.size")}</th><th scope="col">SHA-256</th></tr></thead>
      <tbody><#list it.artefacts() as file><tr><td><a href="${here}/artefacts/${file.encoded()}">${file.name()}</a></td><td class="num figure">${format.bytes(file.sizeBytes())}</td><td><code class="sum">${file.sha256()}</code></td></tr></#list></tbody>
    </table></div></#if>
    <details><summary>${t("release.files", it.files()?size)}</summary>
    <div class="scroll"><table class="files sums">
      <thead><tr><th scope="col">${t("release.file")}</th><th scope="col" class="num">${t("release.size")}</th><th scope="col">SHA-256</th></tr></thead>
      <tbody><#list it.files() as file><tr><td><a href="${design.filePath(release.revision(), file.path())}">${file.path()}</a></td><td class="num figure">${format.bytes(file.sizeBytes())}</td><td><code class="sum">${file.sha256()}</code></td></tr></#list></tbody>
    </table></div></details>
    <p class="faint small">${t("release.check")}</p>
  </section>
  <section aria-labelledby="cite">
    <h2 id="cite">${t("release.cite")}</h2>
    <p class="row small"><a href="${here}/citation.bib">citation.bib</a> <a href="${here}/CITATION.cff">CITATION.cff</a></p>
    <pre tabindex="0" aria-label="BibTeX">${it.bibtex()}</pre>
    <details><summary>${t("release.cite.cff")}</summary><pre tabindex="0" aria-label="CITATION.cff">${it.cff()}</pre></details>
  </section>
</section>
</@layout.page>
