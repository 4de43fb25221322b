<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/licence/verdict.ftl" as verdict>
<#assign it_ = it.attribution() design = it.attribution().design()>
<#macro licence one><#if one.link()?has_content><a href="${one.link()}" rel="license noopener">${one.title()}</a><#else>${one.title()}</#if></#macro>
<#macro own parts><#if parts.documentation()?has_content><br><span class="small">${t("licence.scope.DOCUMENTATION")}: ${parts.documentation()}</span></#if><#if parts.software()?has_content><br><span class="small">${t("licence.scope.SOFTWARE")}: ${parts.software()}</span></#if></#macro>
<#macro sources list><div class="scroll"><table>
  <thead><tr><th scope="col">${t("attribution.what")}</th><th scope="col">${t("design.licence")}</th><th scope="col">${t("attribution.how")}</th></tr></thead>
  <tbody><#list list as source><tr>
    <td><#if source.gone()>${source.title()} <span class="faint small">${t("attribution.gone", source.name())}</span><#else><a href="${source.path()}">${source.title()}</a></#if><br><span class="faint small">${t("derivation.by", source.author())} · <span class="figure"><#if source.gone()>${source.revision()?substring(0, 10)}<#else><a href="${source.path()}?revision=${source.revision()}">${source.revision()?substring(0, 10)}</a></#if></span></span></td>
    <td><#if source.licence().present><@licence source.licence().get()/><#else>${t("attribution.licence.unknown")}</#if><@own source.licences()/></td>
    <td>${t("derivation.kind." + source.kind())?cap_first}<#if source.into().present> <span class="faint small">${t("attribution.into", source.into().get())}</span></#if><#if source.note()?has_content><p class="small">${source.note()}</p></#if>
    <#if source.verdict().present><#assign judged = source.verdict().get()><p class="small faint">${t("attribution.recorded", t("licence.outcome." + judged.outcome()?replace("-", "_")?upper_case), format.day(judged.rules()))}</p><#list judged.conditions() as condition><p class="small condition">${t("licence.condition." + condition)}</p></#list><#if judged.agreed().present><#assign agreed = judged.agreed().get()><p class="small"><span class="badge good">${t("licence.finding.granted")}</span> ${t("attribution.agreed", agreed.by(), agreed.licence(), format.date(agreed.at()))}</p></#if></#if></td>
  </tr></#list></tbody></table></div></#macro>
<@layout.page title=t("attribution.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("attribution.title", design.title())}</h1>
  <p class="design-lead">${t("attribution.why")}</p>
  <section class="card" aria-labelledby="short"><h2 id="short">${t("attribution.short")}</h2><pre class="said-line">${it.line()}</pre></section>
  <h2>${t("attribution.made")}</h2>
  <#if it_.made()?has_content><@sources it_.made()/><#else><p class="empty">${t("attribution.original")}</p></#if>
  <#if it_.parts()?has_content><h2>${t("attribution.parts")}</h2><@sources it_.parts()/></#if>
  <#if it_.cut()><p class="notice warn">${t("attribution.cut")}</p></#if>
  <#if it_.changes()?has_content>
  <h2>${t("attribution.changes")}</h2>
  <ul class="changes"><#list it_.changes() as change><li><time datetime="${format.iso(change.createdAt())}">${format.date(change.createdAt())}</time>, ${t("attribution.change", change.author(), change.message()?trim?keep_before("\n"))} <a class="figure small" href="${design.path()}?revision=${change.id()}">${change.shortId()}</a></li></#list></ul>
  </#if>
  <#if it_.sources()?has_content><@verdict.whole it.verdict() design.licence()/></#if>
  <details><summary>${t("attribution.whole")}</summary><pre class="said-line">${it.text()}</pre></details>
  <p><a class="button" href="${design.path()}/ATTRIBUTION.md" download>${t("attribution.save")}</a></p>
</section>
</@layout.page>
