<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- How a job went, as its agent told it with its end. -->
<#macro sensor one>${t("machine.sensor." + one.kind(), one.name())}</#macro>
<#macro degrees c target><#if (target > 0)>${t("job.curve.value.target", format.number(c, 1), format.number(target, 0))}<#else>${t("job.curve.value", format.number(c, 1))}</#if></#macro>
<#assign sensors = part.sensors()>
<section class="card"><h2>${t("job.curve.title")}</h2>
  <ul class="legend"><#list sensors as one><li class="line-${one.number()}"><@sensor one/> <strong class="figure">${t("job.curve.upTo", format.number(one.hottest(), 1))}</strong></li></#list><li class="line-done">${t("job.progress")}</li></ul>
  <div class="chart curve"><svg viewBox="0 0 ${part.width()} ${part.height()}" role="img" aria-label="${t("job.curve.said")} <#list sensors as one><@sensor one/>: ${t("job.curve.upTo", format.number(one.hottest(), 1))}<#sep>; </#list>">
    <#list part.degrees() as mark><line x1="${part.left()}" x2="${part.right()}" y1="${mark.at()}" y2="${mark.at()}"/><text x="${part.left() - 6}" y="${mark.at() + 4}" text-anchor="end">${mark.value()}°</text></#list>
    <#list part.percents() as mark><text x="${part.right() + 6}" y="${mark.at() + 4}">${mark.value()}&#8239;%</text></#list>
    <#list part.times() as mark><text x="${mark.at()}" y="${part.height() - 6}" text-anchor="<#if mark.value() == 0>start<#else>middle</#if>"><#if mark.value() == 0>${t("job.curve.start")}<#else>${format.duration(mark.value())}</#if></text></#list>
    <#list part.done() as piece><polyline class="line-done" points="${piece}"/></#list>
    <#list sensors as one><#list one.wanted() as piece><polyline class="line-${one.number()} target" points="${piece}"/></#list><#list one.actual() as piece><polyline class="line-${one.number()}" points="${piece}"/></#list></#list>
  </svg></div>
  <details id="curve-figures" data-keep><summary>${t("job.curve.figures")}</summary><div class="scroll"><table>
    <thead><tr><th scope="col">${t("job.curve.when")}</th><th scope="col">${t("job.progress")}</th><#list sensors as one><th scope="col"><@sensor one/></th></#list></tr></thead>
    <tbody><#list part.rows() as row><tr><th scope="row"><#if row.seconds() == 0>${t("job.curve.start")}<#else>${format.duration(row.seconds())}</#if></th><td class="figure">${format.number(row.done() * 100, 0)}&#8239;%</td><#list row.cells() as cell><td class="figure"><#if cell.known()><@degrees cell.actual() cell.target()/><#else>–</#if></td></#list></tr></#list></tbody>
  </table></div></details>
</section>
