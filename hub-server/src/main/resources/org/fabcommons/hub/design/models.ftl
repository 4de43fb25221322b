<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "icons.ftl" as icons>
<#-- A browser shows an SVG as a picture where it is served as one, and that its name decides. -->
<#function asPicture shown><#return shown.format() == "SVG" && shown.file().path()?lower_case?ends_with(".svg")></#function>
<#-- What the stage shows before any script, and where there is none. -->
<#macro still look>
<#if !look.model().present><img src="${look.stage().get()}" alt="${t("design.picture", look.label())}">
<#else><#assign shown = look.model().get()>
<#if shown.picture().present><img src="${shown.picture().get()}" alt="${shown.view().words()}" width="800" height="600">
<#elseif asPicture(shown)><img src="${shown.address()}" alt="${shown.view().words()}">
<#elseif shown.kind() == "EXACT"><p class="stage-still"><@icons.icon "cube"/> <span>${shown.view().words()}</span></p>
<#else><p class="stage-still"><@icons.icon (shown.kind() == "TOOLPATH")?then("path", "cube")/> <span>${t("design.view.needs")} <a href="${shown.address()}">${shown.file().path()}</a></span></p></#if>
</#if>
</#macro>

<#macro thumb look first>
<#if !look.model().present>
<a class="thumb" href="${look.address()}" data-shown="${look.stage().get()}" data-kind="picture" data-alt="${t("design.picture", look.label())}"<#if first> aria-current="true"</#if>><img src="${look.row().get()}" alt="${t("design.picture", look.label())}" loading="lazy"></a>
<#else><#assign shown = look.model().get()>
<a class="thumb thumb-model" href="${shown.address()}" data-kind="${shown.kind()?lower_case}" data-format="${shown.format()}" data-alt="${t("design.model." + shown.kind(), shown.file().path())}" data-words="${shown.view().words()}"<#if shown.picture().present> data-picture="${shown.picture().get()}"</#if><#if first> aria-current="true"</#if>><#if look.row().present><img src="${look.row().get()}" alt="" loading="lazy"><#elseif asPicture(shown)><img src="${shown.address()}" alt="" loading="lazy"><#else><@icons.icon (shown.kind() == "TOOLPATH")?then("path", (shown.kind() == "DRAWING")?then("image", "cube"))/></#if><span>${look.label()}</span></a>
</#if>
</#macro>

<#macro facts list waiting>
<section class="models" id="models" aria-labelledby="models-title"<#if waiting> data-waiting</#if>>
  <h2 id="models-title">${t("design.models")}</h2>
  <#if waiting><p class="faint" role="status">${t("design.models.waiting")}</p></#if>
  <ul class="model-list">
    <#list list as shown><#if shown?index lt 40><li class="card model"><@one shown/></li></#if></#list>
  </ul>
  <#if (list?size > 40)><p class="faint">${t("design.models.more", list?size - 40)}</p></#if>
</section>
</#macro>

<#macro one shown>
<#if shown.picture().present><img class="model-picture" src="${shown.card().get()}" alt="" width="200" height="150" loading="lazy"></#if>
<div class="model-words">
  <h3><a href="${shown.address()}">${shown.file().path()}</a> <#if shown.view().title().present><span class="badge">${shown.view().title().get()}</span></#if></h3>
  <p>${shown.view().words()}</p>
  <#if shown.view().notice().present><p class="notice warn">${shown.view().notice().get()}</p></#if>
  <#if shown.view().model().facts().present><@measures shown.view().model().facts().get() shown.view().masses()/></#if>
</div>
</#macro>

<#macro measures facts masses>
<details>
  <summary>${t("design.measures")}</summary>
  <dl>
    <dt>${t("design.measures.size")}</dt><dd>${format.number(facts.widthMm(), 2)} × ${format.number(facts.depthMm(), 2)} × ${format.number(facts.heightMm(), 2)} mm</dd>
    <dt>${t("design.measures.unit")}</dt><dd>${t("design.unit." + facts.unit())}<#if !facts.unitKnown()> ${t("design.measures.unit.taken")}</#if></dd>
    <dt>${t("design.measures.volume")}</dt><dd><#if !facts.watertight()>${t("design.measures.about")} </#if>${format.number(facts.volumeMm3() / 1000, 2)} cm³</dd>
    <dt>${t("design.measures.area")}</dt><dd>${format.number(facts.areaMm2() / 100, 2)} cm²</dd>
    <dt>${t("design.measures.shells")}</dt><dd>${format.number(facts.shells(), 0)}</dd>
    <dt>${t("design.measures.triangles")}</dt><dd>${format.number(facts.triangles(), 0)}<#if (facts.degenerate() > 0)> ${t("design.measures.degenerate", facts.degenerate())}</#if></dd>
    <dt>${t("design.measures.watertight")}</dt><dd><#if facts.watertight()>${t("design.measures.closed")}<#else>${t("design.measures.not", facts.openEdges(), facts.turnedEdges())}</#if><#if (facts.crowdedEdges() > 0)> ${t("design.measures.crowded", facts.crowdedEdges())}</#if></dd>
    <#list facts.materials()>
    <dt>${t("design.measures.materials")}</dt><dd><#items as share>${share.name()?has_content?then(share.name(), t("design.measures.unnamed"))}<#if facts.watertight() && (share.volumeMm3() > 0)>: ${format.number(share.volumeMm3() / 1000, 2)} cm³</#if><#sep>; </#items></dd></#list>
    <#list masses>
    <dt>${t("design.measures.mass")}</dt><dd><#items as mass>${mass.material()} ${format.number(mass.grams(), 1)} g<#sep>; </#items></dd></#list>
  </dl>
  <#list facts.holes()>
  <p class="model-holes-title">${t("design.holes", facts.holeCount())}</p>
  <ul class="model-holes"><#items as hole><li>${t("design.hole", format.number(hole.x(), 1), format.number(hole.y(), 1), format.number(hole.z(), 1), hole.edges(), format.number(hole.reachMm(), 1))}</li></#items></ul></#list>
</details>
</#macro>
