<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What waits for somebody, what the viewer may do first. A live page takes it anew with the rest. -->
<#macro rows needs machines=true><ul class="need-rows"><#list needs as need><li class="${need.tone()}"><#if machines><strong><a href="/machines/${need.machine()}">${need.machineName()}</a></strong> <span class="faint small">${need.labName()}</span><br></#if><a href="${need.page()}">${need.text()}</a></li></#list></ul></#macro>
<#macro box needs level=2>
<div id="needs" data-refresh>
<#if needs?has_content>
<#assign yours = needs?filter(need -> need.yours())><#assign others = needs?filter(need -> !need.yours())>
<section class="card needs" aria-labelledby="needs-title">
  <#if yours?has_content><h${level} id="needs-title">${t("machine.needs.yours")} <span class="count" aria-hidden="true">${yours?size}</span></h${level}><@rows yours/></#if>
  <#if others?has_content><h${level + yours?has_content?then(1, 0)}<#if !yours?has_content> id="needs-title"</#if>>${t("machine.needs.others")}</h${level + yours?has_content?then(1, 0)}><@rows others/></#if>
</section>
</#if>
</div>
</#macro>
<#-- Within a machine's card. -->
<#macro some needs><#if needs?has_content><ul class="need-rows"><#list (needs?size > 3)?then(needs[0..<3], needs) as need><li class="${need.tone()}"><a href="${need.page()}">${need.text()}</a></li></#list><#if (needs?size > 3)><li class="faint small">${t("machine.needs.more", needs?size - 3)}</li></#if></ul></#if></#macro>
