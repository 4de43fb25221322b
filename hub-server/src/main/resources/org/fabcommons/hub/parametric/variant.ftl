<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/design/icons.ftl" as icons>
<#import "/org/fabcommons/hub/design/models.ftl" as models>
<#assign design = it.design(), variant = it.variant()>
<@layout.page title=t("parametric.variant.title", design.title()) head=["design.css", "model.css", "parametric.css"] script=["parametric.js", "design.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("parametric.variant")}</h1>
  <#if variant.pending()>
  <div class="notice" role="status" data-pending><p>${t("parametric.state." + variant.state())}</p><progress aria-label="${t("parametric.variant")}"></progress><p class="small"><a href="${it.address()}">${t("parametric.again")}</a></p></div>
  <#elseif variant.state() == "FAILED">
  <div class="notice bad" role="alert"><p>${t("parametric.fault." + variant.fault())}</p><#if variant.said()?has_content><details open><summary>${t("parametric.said")}</summary><pre tabindex="0">${variant.said()}</pre></details></#if></div>
  <#else>
  <div class="stage" data-stage
       data-loading="${t("design.view.loading")}" data-large="${t("design.view.large")}" data-broken="${t("design.view.broken")}" data-slow="${t("design.view.slow")}"
       data-truncated="${t("design.view.truncated")}" data-empty="${t("design.view.empty")}" data-nogl="${t("design.view.nogl")}"
       data-unreachable="${t("design.view.unreachable")}" data-keys="${t("design.view.keys")}" data-size="${t("design.view.size")}"
       data-in="${t("design.view.in")}" data-out="${t("design.view.out")}" data-reset="${t("design.view.reset")}"
       data-top="${t("design.view.top")}" data-front="${t("design.view.front")}" data-edges="${t("design.view.edges")}" data-thinned="${t("design.view.thinned")}">
    <div class="stage-view" data-view><img src="${it.address()}/picture.png" alt="${it.view().get().words()}" width="800" height="600"></div>
    <p class="stage-words" data-words>${it.view().get().words()}</p>
    <a class="thumb" hidden href="${it.address()}/mesh.stl" data-kind="mesh" data-format="STL" data-alt="${t("design.model.MESH", variant.stem())}" data-words="${it.view().get().words()}" data-picture="${it.address()}/picture.png">${variant.stem()}</a>
  </div>
  <#if it.view().get().notice().present><p class="notice warn">${it.view().get().notice().get()}</p></#if>
  <div class="card model-words"><@models.measures variant.facts().get() it.view().get().masses()/></div>
  <p class="row"><a class="button primary" href="${it.address()}/mesh.stl"><@icons.icon "download"/> ${t("parametric.download")}</a></p>
  </#if>
  <section class="card"><h2>${t("parametric.chosen")}</h2>
    <#list variant.chosen()><dl><#items as name, value><dt>${name?replace("_", " ")}</dt><dd class="figure">${value}</dd></#items></dl><#else><p class="faint">${t("parametric.chosen.none")}</p></#list>
    <p><a href="${design.path()}/customise?file=${variant.path()?url}&amp;revision=${variant.revision()}">${t("parametric.other")}</a></p>
  </section>
  <#if variant.state() == "READY">
  <section class="card form-part"><h2>${t("parametric.publish")}</h2>
    <p class="hint">${t("parametric.publish.why")}</p>
    <#if viewer.person().present>
    <#list it.faults() as field, text><#if field != "newName" && field != "title"><p class="fault" role="alert">${text}</p></#if></#list>
    <form method="post" action="${it.address()}" class="stack">
      <div><label for="newName">${t("parametric.publish.name")}</label><input id="newName" name="newName" required maxlength="60" pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?" value="${it.newName()}" aria-describedby="newName-fault"<#if it.faults()["newName"]??> aria-invalid="true"</#if>><p class="fault" id="newName-fault"<#if !it.faults()["newName"]??> hidden</#if>>${it.faults()["newName"]!""}</p></div>
      <div><label for="title">${t("parametric.publish.title")}</label><input id="title" name="title" required maxlength="80" value="${it.title()}" aria-describedby="title-fault"><p class="fault" id="title-fault"<#if !it.faults()["title"]??> hidden</#if>>${it.faults()["title"]!""}</p></div>
      <div><button class="primary">${t("parametric.publish.do")}</button></div>
    </form>
    <#else><p><a class="button" href="/sign-in?next=${it.address()?url}">${t("parametric.sign-in")}</a></p></#if>
  </section></#if>
</section>
</@layout.page>
