<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What several pages say of jobs. -->
<#macro badge state tone><span class="badge ${tone} state-${state}"><span class="dot" aria-hidden="true"></span>${t("job.state." + state)}</span></#macro>
<#function toneOf state ending><#if state == "reported"><#return toneOf(ending, "")></#if><#if state == "running" || state == "finished"><#return "good"></#if><#if state == "offered" || state == "accepted" || state == "paused"><#return "warn"></#if><#if state == "failed" || state == "interrupted"><#return "bad"></#if><#return ""></#function>
<#macro rowBadge job><@badge job.state().wireName() toneOf(job.state().wireName(), job.ending().present?then(job.ending().get().wireName(), ""))/></#macro>
<#-- waiting: what jobs wait for, by their ids; move: whether the viewer decides about their order -->
<#macro rows jobs machines=true waiting={} move=false>
<ul class="rows job-rows<#if move> ranked</#if>">
<#list jobs as job><li>
  <div class="grow"><a href="/jobs/${job.id()}"><strong>${job.fileName()}</strong></a><#if job.designName().present> <span class="faint small">${t("job.of", job.designName().get())}</span></#if><br>
    <span class="faint small"><#if machines><a href="/machines/${job.machine()}">${job.machineName()}</a> · </#if><a href="/people/${job.requesterHandle()}">${job.requesterName()}</a> · <time datetime="${format.iso(job.endedAt().present?then(job.endedAt().get(), job.createdAt()))}">${format.time(job.endedAt().present?then(job.endedAt().get(), job.createdAt()))}</time></span><#if waiting[job.id()]??><br><span class="need ${waiting[job.id()].tone()} small">${waiting[job.id()].text()}</span></#if></div>
  <#if waiting[job.id()]??><span class="badge ${waiting[job.id()].tone()}">${waiting[job.id()].yours()?then(t("job.need.waits.yours"), t("job.need.waits"))}</span></#if>
  <#if !(waiting[job.id()]?? && job.state().wireName() == "queued")><@rowBadge job/></#if>
  <#if move><form method="post" action="/jobs/${job.id()}/move" class="row moves"><#if !job?is_first><#if (job?index > 1)><button class="small" name="to" value="first" aria-label="${t("job.move.first.of", job.fileName(), job.requesterName())}" title="${t("job.move.first")}">⤒</button></#if><button class="small" name="to" value="up" aria-label="${t("job.move.up.of", job.fileName(), job.requesterName())}" title="${t("job.move.up")}">↑</button></#if><#if !job?is_last><button class="small" name="to" value="down" aria-label="${t("job.move.down.of", job.fileName(), job.requesterName())}" title="${t("job.move.down")}">↓</button></#if></form></#if>
</li></#list>
</ul>
</#macro>
<#macro toolpath path>
  <#if (path.estimateSeconds() > 0)><div><dt>${t("job.toolpath.time")}</dt><dd>${format.duration(path.estimateSeconds())}</dd></div></#if>
  <#if path.work().present><#assign area = path.work().get()><div><dt>${t("job.toolpath.area")}</dt><dd>${t("machine.room.mm", format.number(area.width(), 1), format.number(area.depth(), 1), format.number(area.height(), 1))}</dd></div></#if>
  <#if (path.layers() > 1)><div><dt>${t("job.toolpath.layers")}</dt><dd>${format.number(path.layers(), 0)}</dd></div></#if>
  <#if (path.filamentMm() > 0)><div><dt>${t("job.toolpath.filament")}</dt><dd>${t("job.toolpath.filament.value", format.number(path.filamentMm() / 1000, 2))}</dd></div></#if>
  <#if (path.cutMm() > 0)><div><dt>${t("job.toolpath.cut")}</dt><dd>${t("job.toolpath.cut.value", format.number(path.cutMm() / 1000, 2))}</dd></div></#if>
  <#if path.maxNozzleC().present><div><dt>${t("job.toolpath.nozzle")}</dt><dd>${t("machine.celsius", format.number(path.maxNozzleC().get(), 0))}</dd></div></#if>
  <#if path.maxBedC().present><div><dt>${t("job.toolpath.bed")}</dt><dd>${t("machine.celsius", format.number(path.maxBedC().get(), 0))}</dd></div></#if>
</#macro>
