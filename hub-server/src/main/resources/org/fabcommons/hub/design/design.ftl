<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "icons.ftl" as icons>
<#import "models.ftl" as models>
<#assign design = it.design()>
<#macro parts list><#list list as each><#assign part = each.model()><#include each.template()></#list></#macro>
<@layout.page title=design.title() head=["design.css", "model.css"] script=["design.js"] feed=design.path() + "/feed.atom">
<article class="design-page">
  <header class="design-head">
    <div class="design-words">
      <p class="design-owner"><a href="${it.owner().path()}">${it.owner().displayName()}</a> <span class="faint">/ ${design.name()}</span></p>
      <h1>${design.title()}</h1>
      <#if design.visibility() != "PUBLIC"><p><span class="badge warn" title="${t("design.visibility." + design.visibility().wireName() + ".long")}">${t("design.visibility.badge", t("design.visibility." + design.visibility().wireName()))}</span></p></#if>
      <p class="design-lead">${design.summary()}</p>
      <#if design.tags()?has_content><ul class="tags" aria-label="${t("design.tags")}"><#list design.tags() as tag><li><a class="badge" href="/designs?tag=${tag?url}">${tag}</a></li></#list></ul></#if>
    </div>
    <div class="design-actions">
      <@parts it.actions()/>
      <#if it.mine()><a class="button" href="${design.path()}/edit"><@icons.icon "edit"/> ${t("design.edit")}</a></#if>
      <#if it.maintained()><a class="button" href="${design.path()}/settings">${t("design.settings")}</a></#if>
    </div>
  </header>

  <#if !it.newest()><p class="notice warn design-old">${t("design.old", it.revision().shortId(), format.date(it.revision().createdAt()))} <a href="${design.path()}">${t("design.old.newest")}</a></p></#if>

  <div class="design-body">
    <section class="design-stage" aria-label="${t("design.stage")}">
      <#if it.stage()?has_content>
      <div class="stage" data-stage
           data-loading="${t("design.view.loading")}" data-large="${t("design.view.large")}" data-broken="${t("design.view.broken")}" data-slow="${t("design.view.slow")}" data-heavy="${t("design.view.heavy")}" data-download="${t("design.view.download")}"
           data-truncated="${t("design.view.truncated")}" data-empty="${t("design.view.empty")}" data-nogl="${t("design.view.nogl")}"
           data-unreachable="${t("design.view.unreachable")}" data-keys="${t("design.view.keys")}" data-size="${t("design.view.size")}"
           data-in="${t("design.view.in")}" data-out="${t("design.view.out")}" data-reset="${t("design.view.reset")}"
           data-top="${t("design.view.top")}" data-front="${t("design.view.front")}" data-edges="${t("design.view.edges")}"
           data-thinned="${t("design.view.thinned")}" data-compressed="${t("design.view.compressed")}" data-beside="${t("design.view.beside")}"
           data-layer="${t("design.view.layer")}" data-layers="${t("design.view.layers")}" data-travel="${t("design.view.travel")}" data-path="${t("design.view.path")}" data-paper="${t("design.view.paper")}" data-unknown="${t("design.view.unknown")}"
           data-exact="${t("design.view.exact")}" data-exact-why="${t("design.view.exact.why")}" data-exact-loading="${t("design.view.exact.loading")}">
        <#assign first = it.stage()[0]>
        <div class="stage-view" data-view><@models.still first/></div>
        <p class="stage-words" data-words<#if !first.model().present> hidden</#if>><#if first.model().present>${first.model().get().view().words()}</#if></p>
        <ul class="stage-thumbs" aria-label="${t("design.stage.choose")}">
          <#list it.stage() as look><li><@models.thumb look look?is_first/></li></#list>
        </ul>
      </div>
      <#else>
      <div class="empty"><p>${t(it.files()?has_content?then("design.stage.none", "design.files.none"))}</p><#if it.mine()><p><a class="button primary" href="${design.path()}/edit">${t(it.files()?has_content?then("design.stage.add", "design.files.add"))}</a></p></#if></div>
      </#if>
    </section>

    <aside class="design-side" aria-label="${t("design.facts")}">
      <#if it.licence().present><#assign licence = it.licence().get()>
      <section class="card licence licence-${licence.family()?lower_case}">
        <h2>${t("design.licence")}</h2>
        <p class="licence-name"><#if licence.link()?has_content><a href="${licence.link()}" rel="license noopener">${licence.title()}</a><#else><span>${licence.title()}</span></#if> <span class="badge<#if licence.family() == "NOT_OPEN"> warn</#if>">${t("licence.family." + licence.family())}</span></p>
        <#if licence.offered()><p>${t("licence." + licence.key() + ".why")}</p></#if>
        <#macro own name of><#if of.present><#local one = of.get()><dt>${t("licence.scope." + name)}</dt><dd><#if one.link()?has_content><a href="${one.link()}" rel="license noopener">${one.title()}</a><#else>${one.title()}</#if></dd></#if></#macro>
        <#if it.documentationLicence().present || it.softwareLicence().present>
        <dl class="licence-parts"><@own "DOCUMENTATION" it.documentationLicence()/><@own "SOFTWARE" it.softwareLicence()/></dl></#if>
        <@parts it.underLicence()/>
      </section>
      <#elseif design.licence()?has_content>
      <section class="card licence"><h2>${t("design.licence")}</h2><p class="licence-name"><span>${design.licence()}</span></p><@parts it.underLicence()/></section></#if>
      <section class="card">
        <h2>${t("design.facts")}</h2>
        <dl>
          <dt>${t("design.revision")}</dt><dd><a class="figure" href="${design.path()}/revisions">${it.revision().shortId()}</a></dd>
          <dt>${t("design.revised")}</dt><dd><time datetime="${format.iso(it.revision().createdAt())}">${format.date(it.revision().createdAt())}</time></dd>
          <dt>${t("design.published")}</dt><dd><time datetime="${format.iso(design.createdAt())}">${format.date(design.createdAt())}</time></dd>
          <dt>${t("design.files")}</dt><dd>${t("design.files.count", it.files()?size)}, ${format.bytes(it.totalBytes())}</dd>
        </dl>
      </section>
      <@parts it.side()/>
    </aside>

    <div class="design-main">
      <#if it.readme().present><section class="card prose" aria-label="README">${it.readme().get()?no_esc}</section></#if>
      <#if it.models()?has_content><@models.facts it.models() it.waiting()/></#if>
      <#if it.files()?has_content>
      <section aria-labelledby="files">
        <div class="row spread"><h2 id="files">${t("design.files")}</h2><a class="button small" href="${design.path()}/archive/${it.revision().id()}.zip"><@icons.icon "download"/> ${t("design.archive")}</a></div>
        <div class="scroll"><table class="files">
          <thead><tr><th scope="col">${t("design.file")}</th><th scope="col" class="num">${t("design.file.size")}</th><th scope="col"><span class="away">${t("design.file.save")}</span></th></tr></thead>
          <tbody><#list it.files() as file>
          <tr><td><a class="file-name" href="${it.address(file)}"><@icons.of file.kind()/> <span>${file.path()}</span></a></td><td class="num figure">${format.bytes(file.sizeBytes())}</td><td class="num"><a href="${it.address(file)}?save=1" aria-label="${t("design.file.save.of", file.path())}" title="${t("design.file.save")}"><@icons.icon "download"/></a></td></tr>
          </#list></tbody>
        </table></div>
      </section></#if>
      <@parts it.main()/>
    </div>
  </div>
</article>
</@layout.page>
