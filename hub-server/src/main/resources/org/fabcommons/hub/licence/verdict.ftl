<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What the rules say of a work made of others: a VerdictJson. ask is the licence to ask a permission for. -->
<#-- More findings than these are folded away; what is refused comes first. -->
<#assign MOST = 6>
<#macro whole verdict ask="">
<section class="card verdict verdict-${verdict.outcome()}" aria-labelledby="verdict" id="licences">
  <h2 id="verdict">${t("licence.verdict")}</h2>
  <p class="verdict-word"><span class="badge ${(verdict.outcome() == "permitted")?then("good", "bad")}">${verdict.text()}</span></p>
  <#local first = verdict.findings()?filter(finding -> !finding.permitted()) + verdict.findings()?filter(finding -> finding.permitted())>
  <@findings first[0..*MOST]/>
  <#if first?size gt MOST><details><summary>${t("licence.findings.more", first?size - MOST)}</summary><@findings first[MOST..]/></details></#if>
  <#if verdict.ways()?has_content><h3>${t("licence.ways")}</h3><ul class="ways-out"><#list verdict.ways() as way><li>${way.text()}<#if way.code() == "ask"> <a class="button small" href="/@${way.about()}/permission<#if ask?has_content>?licence=${ask?url}</#if>">${t("licence.way.ask.do")}</a></#if></li></#list></ul></#if>
  <#if verdict.outcome() == "permitted" && verdict.duties()?has_content><@duties verdict/></#if>
  <p class="small faint">${verdict.advice()} ${t("licence.rules.version", format.day(verdict.rules()))}</p>
</section>
</#macro>
<#macro findings list><ul class="findings"><#list list as finding>
    <li><p><a href="/@${finding.ancestor()}">${finding.ancestor()}</a> <span class="badge">${finding.licence()}</span><#if finding.use() == "part"> <span class="badge">${t("licence.use.part")}</span></#if><#if finding.scope() != "hardware"> <span class="badge">${t("licence.scope." + finding.scope()?upper_case)}</span></#if><#if !finding.permitted()> <span class="badge bad">${t("licence.finding.refused", finding.wanted())}</span></#if><#if finding.granted()> <span class="badge good">${t("licence.finding.granted")}</span></#if></p>
    <p>${finding.text()}</p>
    <#list finding.conditions() as condition><p class="condition"><strong>${t("licence.condition")}</strong> ${condition}</p></#list>
    <p class="small faint">${t("licence.source")} <#list finding.sources() as source><a href="${source.link()}" rel="noopener">${source.text()}</a><#sep>, </#list></p></li>
</#list></ul></#macro>
<#macro duties verdict>
  <#list verdict.duties()?filter(duty -> !duty.done())><h3>${t("licence.duties.yours")}</h3><ul><#items as duty><li>${duty.text()}</li></#items></ul></#list>
  <#list verdict.duties()?filter(duty -> duty.done())><details><summary>${t("licence.duties.done")}</summary><ul><#items as duty><li>${duty.text()}</li></#items></ul></details></#list>
</#macro>
