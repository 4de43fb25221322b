<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What a machine says of itself. Figures with data-bind are kept fresh by live.js. -->
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<#macro badge machine><span class="badge ${machine.tone()} state-${machine.state().wireName()}"><span class="dot" aria-hidden="true"></span>${machine.stateText()}</span></#macro>
<#macro icon machine>
<#if machine.printer()><svg class="machine-icon" viewBox="0 0 48 48" aria-hidden="true"><path d="M7 42h34M10 42V7h28v35M10 14h28"/><path class="tool" d="M20 14v6l4 5 4-5v-6z"/><path class="work" d="M15 42v-6h18v6M18 36v-4h12v4"/></svg>
<#else><svg class="machine-icon" viewBox="0 0 48 48" aria-hidden="true"><path d="M6 42h36M9 42V12h30v30M9 18h30"/><path class="tool" d="M20 10h8v14h-8zM24 24v9"/><path class="work" d="M14 42v-6h7l3-3 3 3h7v6"/></svg></#if>
</#macro>
<#macro readings machine>
<#if machine.sensors()?has_content || machine.axes()?has_content>
<dl class="readings">
<#list machine.sensors() as sensor>
  <div class="reading"><dt>${t("machine.sensor." + sensor.kind(), sensor.name())}</dt>
    <dd><span class="figure big" data-bind="temperatures.${sensor.key()}.actual" data-as="one">${format.number(sensor.actual(), 1)}</span>&nbsp;°C
    <span class="faint small" data-bind="temperatures.${sensor.key()}.target" data-as="target" data-off="${t("machine.off")}" data-pattern="${t("machine.target", "#")}"><#if (sensor.target() > 0)>${t("machine.target", format.number(sensor.target(), 0))}<#else>${t("machine.off")}</#if></span></dd></div>
</#list>
<#if machine.axes()?has_content><div class="reading"><dt>${t("machine.position")}</dt><dd class="figure"><#list machine.axes() as axis><span class="axis">${axis}&nbsp;<span data-bind="position.${axis}" data-as="two">${format.number(machine.position()[axis], 2)}</span></span> </#list><span class="faint small">mm</span></dd></div></#if>
</dl>
</#if>
</#macro>
<#macro kind machine><#if machine.kind().present>${t("machine.kind." + machine.kind().get())}<#else>${t("machine.kind.unknown")}</#if></#macro>
<#-- level: the rank of the heading; lab: whether to say where it stands -->
<#macro card machine level=3 lab=true>
<li class="card machine-card" data-item="${machine.id()}" data-version="${machine.version()}">
  <div class="row spread top-row"><@icon machine/><@badge machine/></div>
  <h${level}><a href="/machines/${machine.id()}">${machine.name()}</a></h${level}>
  <p class="faint small"><@kind machine/><#if machine.simulated()> · ${t("machine.simulated")}</#if><#if lab> · <a href="/labs/${machine.lab()}">${machine.labName()}</a></#if></p>
  <#if machine.outOfService().present><p class="need warn small">${t("machine.out")} ${machine.outOfService().get().reason()}</p></#if>
  <@need.some machine.needs()/>
  <#if (machine.waiting() > 0)><p class="small"><a href="/machines/${machine.id()}#machine-jobs">${t("machine.waiting", machine.waiting())}</a></p></#if>
  <@readings machine/>
  <#if machine.job().present && machine.progress().present><progress max="1" value="${machine.progress().get().fraction()}" data-bind="progress.fraction" data-as="value" aria-label="${t("machine.state." + machine.state().wireName())}"></progress></#if>
</li>
</#macro>
