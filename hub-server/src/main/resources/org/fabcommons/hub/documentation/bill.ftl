<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<#assign design = it.design() bill = it.bill()>
<#macro link line><#if line.linked()><a href="${line.link()}" rel="nofollow noopener noreferrer">${line.link()?replace("^https?://(www\\.)?([^/]+).*$", "$2", "r")}</a><#elseif it.files()?seq_contains(line.link())><a href="${design.filePath(bill.revision(), line.link())}">${line.link()}</a><#else>${line.link()}</#if></#macro>
<@layout.page title=t("documentation.bill.title", design.title()) head=["design.css", "family.css", "documentation.css"]>
<section class="stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <div class="row spread"><h1>${t("documentation.bill.title", design.title())}</h1><#if it.mine() && bill.fault().isEmpty()><a class="button" href="${design.path()}/parts/edit">${t("documentation.bill.edit")}</a></#if></div>
  <@parts.ways design "parts"/>
  <#if bill.fault().present><#assign bad = bill.fault().get()><p class="notice bad"><a href="${design.filePath(bill.revision(), bad.path())}">${bad.path()}</a>: ${t("problem." + bad.code(), bad.line())}</p>
  <#elseif bill.lines()?has_content>
  <p class="faint"><#if bill.path().present>${t("documentation.bill.from")} <a href="${design.filePath(bill.revision(), bill.path().get())}">${bill.path().get()}</a></#if></p>
  <#-- Columns that nobody filled in say nothing. -->
  <#assign materials = bill.lines()?filter(line -> line.material()?has_content)?has_content links = bill.lines()?filter(line -> line.link()?has_content)?has_content costs = bill.lines()?filter(line -> line.cost()?has_content)?has_content>
  <div class="scroll" role="region" tabindex="0" aria-labelledby="bill-caption"><table class="bill">
    <caption id="bill-caption" class="away">${t("documentation.bill.title", design.title())}</caption>
    <thead><tr><th scope="col">${t("documentation.part")}</th><th scope="col" class="num">${t("documentation.quantity")}</th><#if materials><th scope="col">${t("documentation.material")}</th></#if><#if links><th scope="col">${t("documentation.bill.link")}</th></#if><#if costs><th scope="col" class="num">${t("documentation.bill.cost")}</th><th scope="col" class="num">${t("documentation.bill.sum")}</th></#if></tr></thead>
    <tbody><#list bill.lines() as line><tr id="part-${line?index + 1}">
      <th scope="row">${line.name()}<#if it.part(line?index)??><#assign used = it.part(line?index)><br><a class="small" href="${used.path()}">${used.title()}</a> <span class="badge">${t("documentation.bill.here")}</span><#elseif line.design()?has_content><br><span class="small faint">${line.design()}: ${t("documentation.bill.nowhere")}</span></#if><#if line.note()?has_content><p class="small faint">${line.note()}</p></#if><#if line.others()?has_content><p class="small faint"><#list line.others() as heading, cell>${heading}: ${cell}<#sep> · </#list></p></#if></th>
      <td class="num figure">${line.quantity()?has_content?then(line.quantity(), "1")}<#if line.unit()?has_content> ${line.unit()}</#if></td><#if materials><td>${line.material()}</td></#if><#if links><td class="bill-link"><@link line/></td></#if>
      <#if costs><td class="num figure"><#if line.cost()?has_content>${line.cost()} ${line.currency()}</#if></td><td class="num figure"><#if line.total().present>${format.amount(line.total().get()?number)} ${line.currency()}</#if></td></#if></tr></#list></tbody>
    <#if bill.totals()?has_content><tfoot><#list bill.totals() as currency, sum><tr><th scope="row" colspan="${3 + materials?then(1, 0) + links?then(1, 0)}">${t("documentation.bill.total")}<#if bill.priced() lt bill.lines()?size> <span class="faint small">${t("documentation.bill.priced", bill.priced(), bill.lines()?size)}</span></#if></th><td class="num figure"><strong>${format.amount(sum)} ${currency}</strong></td></tr></#list></tfoot></#if>
  </table></div>
  <p class="row"><a class="button" href="${design.path()}/parts.csv?revision=${bill.revision()}" download>${t("documentation.bill.csv")}</a></p>
  <#elseif bill.path().present && !bill.table()><p class="notice">${t("documentation.bill.other")} <a href="${design.filePath(bill.revision(), bill.path().get())}">${bill.path().get()}</a></p>
  <#else><div class="empty"><p>${t("documentation.bill.none")}</p><#if it.mine()><p><a class="button primary" href="${design.path()}/parts/edit">${t("documentation.bill.begin")}</a></p></#if></div></#if>
<#if it.data()?has_content><script type="application/ld+json">${it.data()?no_esc}</script></#if>
</section>
</@layout.page>
