<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/design/icons.ftl" as icons>
<#-- What pages of families and comparisons have in common. -->
<#macro picture relation size><#if !relation.gone && relation.design().get().coverRow().present><img src="${relation.design().get().coverRow().get()}" alt="" width="${size}" height="${size}" loading="lazy"><#else><span class="relative-blank<#if relation.gone> relative-gone</#if>" aria-hidden="true"><@icons.icon "cube"/></span></#if></#macro>
<#macro name relation><#if relation.gone><span class="gone">${relation.title()}</span> <span class="badge">${t("derivation.gone")}</span><#else><a href="${relation.design().get().path()}">${relation.title()}</a></#if></#macro>
<#macro counts of><span>${t("derivation.count.remixes", of.remixes())}<#if of.variants() gt 0> · ${t("derivation.count.variants", of.variants())}</#if><#if of.parts() gt 0> · ${t("derivation.count.parts", of.parts())}</#if></span></#macro>

<#-- What an ancestor has by now: to read, and for maintainers to take over. -->
<#macro news design relative mine><#assign newer = relative.newer().get()><#assign from = relative.other().fullName()>
<div class="notice small newer" role="note"><p><#if newer.release().present>${t("derivation.newer.release", from, newer.release().get())}<#else>${t("derivation.newer", from)}</#if></p>
<p><a href="${design.path()}/changes?since=${from?url}&amp;upstream=true">${t("derivation.newer.see")}</a><#if mine && relative.edge().kind().derivative()> · <a href="${design.path()}/take-over?from=${from?url}&amp;revision=${newer.revision()}">${t("derivation.newer.do")}</a></#if></p>
<#if mine && !relative.edge().kind().derivative()><@use design relative "small"/></#if></div></#macro>

<#-- A part is not merged: its newer revision is used, or it is not. -->
<#macro use design relative class><form method="post" action="${design.path()}/ancestors"><input type="hidden" name="ancestor" value="${relative.other().fullName()}"><input type="hidden" name="revision" value="${relative.newer().get().revision()}"><input type="hidden" name="kind" value="${relative.edge().kind().wire()}"><input type="hidden" name="note" value="${relative.edge().note()}"><button class="${class}">${t("derivation.newer.use")}</button></form></#macro>

<#-- Signed, with a real minus. -->
<#macro grown bytes><#if bytes gt 0>+${format.bytes(bytes)}<#elseif bytes lt 0>−${format.bytes(-bytes)}<#else>${t("derivation.grown.none")}</#if></#macro>
<#macro lines text><span class="plus">+${text.added()}</span> <span class="minus">−${text.removed()}</span></#macro>
<#macro shape of><#assign facts = of.facts()>${format.number(facts.widthMm(), 1)} × ${format.number(facts.depthMm(), 1)} × ${format.number(facts.heightMm(), 1)} mm, ${format.number(of.volumeMm3() / 1000, 2)} cm³</#macro>

<#-- The lines of a text that changed. -->
<#macro difference text label>
<div class="diff" role="group" tabindex="0" aria-label="${label}"><table><tbody>
<#list text.hunks() as hunk><#if !hunk?is_first><tr class="diff-gap"><td colspan="4">⋯</td></tr></#if>
<#list hunk.lines() as line><tr class="diff-${line.change()?lower_case}"><td class="diff-number"><#if line.before() gt 0>${line.before()}</#if></td><td class="diff-number"><#if line.after() gt 0>${line.after()}</#if></td><td class="diff-sign"><#if line.change() == "ADDED">+<#elseif line.change() == "REMOVED">−</#if></td><td class="diff-text">${line.text()}</td></tr>
</#list></#list>
</tbody></table><#if text.cut()><p class="small faint diff-cut">${t("derivation.diff.cut")}</p></#if></div>
</#macro>

<#-- Something that cannot be read: looked at, and chosen where a choice is nested. -->
<#macro look title design revision file shape>
<figure class="look"><figcaption>${title}</figcaption>
<#if file.present><#assign address = design.filePath(revision, file.get().path())><#local model = file.get().format()>
<#if file.get().kind().picture()><a href="${address}"><img src="${address}" alt="${t("derivation.look.picture", title, file.get().path())}" loading="lazy"></a>
<#elseif model.present><div class="look-mesh" data-mesh="${address}" data-format="${model.get()}" data-name="${title}: ${file.get().path()}"><#if shape.present><img src="${design.picturePath(revision, file.get().path())}" alt="${t("derivation.look.picture", title, file.get().path())}" width="400" height="300" loading="lazy"></#if><a class="button small" href="${address}">${t("derivation.look.mesh")}</a><#if model.get() == "STEP"> <span class="small faint">${t("design.view.exact.why")}</span></#if></div>
<#else><p class="small"><a href="${address}">${file.get().path()}</a></p></#if>
<p class="small figure"><#if shape.present><@.namespace.shape shape.get()/><br>${t("derivation.look.triangles", shape.get().facts().triangles())} · ${t(shape.get().facts().watertight()?then("derivation.look.closed", "derivation.look.open"))}<br></#if>${format.bytes(file.get().sizeBytes())}</p>
<#else><p class="faint">${t("derivation.look.none")}</p></#if><#nested></figure>
</#macro>

<#-- What changed, file by file; a model or picture of before stands beside that of after. -->
<#macro files changed growth before beforeRevision after afterRevision>
<p class="faint">${t("derivation.changes.count", changed?size)} · <span class="figure"><@grown growth/></span></p>
<#list changed as file>
<#if file.text().present || file.mesh() || file.picture()>
<details class="change card"<#if changed?size lt 9> open</#if>><summary><@told file/></summary>
  <#if file.text().present><@difference file.text().get() file.path()/>
  <#else><@looks>
    <@look t("derivation.changes.before") before beforeRevision file.before() file.shapeBefore()/>
    <@look t("derivation.changes.after") after afterRevision file.after() file.shapeAfter()/></@looks>
    <#if file.shapeBefore().present && file.shapeAfter().present><#local was = file.shapeBefore().get().volumeMm3()><#local now = file.shapeAfter().get().volumeMm3()><#if was gt 0><p class="small">${t("derivation.changes.volume", format.signed((now - was) / 1000, 2), format.signed((now - was) * 100 / was, 1))}</p></#if></#if></#if>
</details>
<#else><p class="change card"><@told file/></p></#if>
</#list>
</#macro>

<#-- The places that both changed, each side beside the other. -->
<#macro clashes merged mine theirs index>
<ol class="clashes"><#list merged.clashes() as clash><li class="clash" data-clash="${clash?index}" data-for="text-${index}"><p class="small faint">${t("derivation.clash.line", clash.line())}</p>
<div class="looks"><#list [[mine, clash.ours(), "ours"], [theirs, clash.theirs(), "theirs"]] as side><div class="look"><p class="clash-name">${side[0]}</p><#if side[1]?has_content><pre tabindex="0">${side[1]?join("\n")}</pre><#else><p class="faint">${t("derivation.clash.nothing")}</p></#if><button type="button" class="small" data-pick="${side[2]}" hidden>${t("derivation.clash.pick")}</button></div></#list></div>
<#if clash.cut()><p class="small faint">${t("derivation.diff.cut")}</p></#if></li></#list></ol>
<#if merged.conflicts() gt merged.clashes()?size><p class="small faint">${t("derivation.diff.cut")}</p></#if>
</#macro>
<#-- The words that the viewer of meshes needs. -->
<#macro looks><div class="looks" data-looks
  data-loading="${t("design.view.loading")}" data-large="${t("design.view.large")}" data-broken="${t("design.view.broken")}" data-slow="${t("design.view.slow")}"
  data-truncated="${t("design.view.truncated")}" data-empty="${t("design.view.empty")}" data-nogl="${t("design.view.nogl")}"
  data-unreachable="${t("design.view.unreachable")}" data-keys="${t("design.view.keys")}" data-size="${t("design.view.size")}"
  data-in="${t("design.view.in")}" data-out="${t("design.view.out")}" data-reset="${t("design.view.reset")}"
  data-top="${t("design.view.top")}" data-front="${t("design.view.front")}" data-edges="${t("design.view.edges")}"
  data-thinned="${t("design.view.thinned")}" data-compressed="${t("design.view.compressed")}" data-beside="${t("design.view.beside")}"
  data-layer="${t("design.view.layer")}" data-layers="${t("design.view.layers")}" data-travel="${t("design.view.travel")}" data-path="${t("design.view.path")}" data-paper="${t("design.view.paper")}" data-unknown="${t("design.view.unknown")}"><#nested></div></#macro>
<#-- One file's change as it is told above its details. -->
<#macro told change><span class="badge change-${change.sort().wire()}">${t("derivation.change." + change.sort().wire())}</span> <span class="change-path">${change.path()}</span> <span class="change-figures figure"><#if change.text().present><@lines change.text().get()/> · </#if><@grown change.growthBytes()/></span></#macro>
