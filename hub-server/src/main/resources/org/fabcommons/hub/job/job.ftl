<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/job/parts.ftl" as parts>
<#import "/org/fabcommons/hub/machine/readout.ftl" as readout>
<#import "/org/fabcommons/hub/job/question.ftl" as question>
<#import "/org/fabcommons/hub/machine/answer.ftl" as answer>
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<#assign job = it.job()><#assign machine = job.machine()><#assign state = job.state().wireName()>
<#macro act action class="" label=""><form method="post" action="/jobs/${job.id()}/${action}"><button class="${class}" id="do-${action}">${label?has_content?then(label, t("job." + action))}</button></form></#macro>
<@layout.page title=t("job.on", job.file().name(), machine.name()) head=["lab.css", "machine.css", "job.css"] script=["job.js"]>
<div class="stack">
  <header>
    <p class="faint crumbs"><a href="/jobs">${t("job.jobs.title")}</a> / <a href="/machines/${machine.id()}">${machine.name()}</a></p>
    <h1 class="file-name">${job.file().name()}</h1>
    <p class="faint"><#if job.design().present><a href="/@${job.design().get()}">${job.design().get()}</a><#if job.revision().present> · ${t("job.revision", job.revision().get()[0..6])}</#if><#else>${t("job.uploaded")}</#if> · ${t("job.by", it.requesterName())}</p>
  </header>
  <p class="notice warn" data-live-lost hidden>${t("machine.live.lost")}</p>
  <p class="visually-hidden" role="status" data-announce></p>
  <div class="split" id="job-live" data-stream="/api/v1/jobs/${job.id()}/events" data-event="job" data-version="${job.version()}">
    <div class="stack">
      <section class="card job-now tone-${job.tone()}">
        <div class="row spread"><h2>${t("job.progress")}</h2><@parts.badge state job.tone()/></div>
        <div class="progress-row">
          <span class="figure huge" data-bind="progress.fraction" data-as="percent">${format.number(job.progress().fraction() * 100, 0)}&#8239;%</span>
          <div class="grow">
            <progress max="1" value="${job.progress().fraction()}" data-bind="progress.fraction" data-as="value" aria-label="${t("job.progress")}"></progress>
            <p class="row spread small faint"><span>${t("job.progress.line")} <span class="figure" data-bind="progress.line" data-as="whole">${format.number(job.progress().line(), 0)}</span> ${t("job.progress.of", format.number(job.progress().lines(), 0))}</span>
            <#if !job.state().over()><span>${t("job.progress.remaining")} <span class="figure" data-bind="progress.remainingSeconds" data-as="duration"><#if job.progress().remainingSeconds().present>${format.duration(job.progress().remainingSeconds().get())}<#else>${t("job.progress.none")}</#if></span></span></#if></p>
          </div>
        </div>
        <#if state == "queued">
          <p class="faint"><#if job.waitsFor().get() == 0>${t("job.waits.first", machine.name())}<#elseif job.waitsFor().get() == 1>${t("job.waits.one", machine.name())}<#else>${t("job.waits.many", machine.name(), job.waitsFor().get())}</#if></p>
          <#if job.question().present><@question.card job/></#if>
          <#if job.goesOn() && job.waitsFor().get() == 0><p class="notice">${t("job.goes-on")}</p></#if>
          <#if machine.outOfService().present><p class="notice warn">${t("machine.out")} ${machine.outOfService().get().reason()}</p>
          <#elseif job.can("confirm")>
            <#if job.question().present && !job.question().get().allowed()>
              <#if machine.state().wireName() == "idle"><details class="sure" id="sure-confirm" data-keep><summary class="button">${t("job.question.at-agent")}</summary><div class="card"><p>${t("job.question.at-agent.why")}</p><@act "confirm"/></div></details></#if>
            <#elseif machine.state().wireName() == "idle" && job.waitsFor().get() == 0>
            <div class="clear-check">
              <h3>${t("job.confirm.title")}</h3>
              <p>${t("job.confirm.why." + machine.kind().present?then(machine.kind().get(), "fff"))}</p>
              <@act "confirm" "primary large"/>
            </div>
            <#elseif machine.state().wireName() == "offline"><p class="notice warn">${t("job.confirm.offline")}</p>
            <#elseif machine.state().wireName() == "idle"><@act "confirm"/>
            <#else><p class="notice warn">${t("job.confirm.not-idle")}</p></#if>
          <#else><p class="notice">${t("job.confirm.wait")}</p></#if>
        <#elseif state == "offered"><p class="notice">${t("job.offered.wait")}</p></#if>
        <#if job.onMachine() && job.need().present><div class="notice ${job.need().get().tone()}"><p><strong>${job.need().get().text()}</strong></p><#if machine.question().present><@answer.form machine job.id()/></#if></div></#if>
        <#if job.onMachine() && machine.state().wireName() == "offline"><p class="notice warn">${t("job.machine.offline")}</p></#if>
        <#if job.state().over() && job.events()?has_content><#list job.events()?reverse as event><#if event.state().wireName() != "reported"><p class="notice <#if job.tone() == "bad">bad<#elseif job.tone() == "good">good</#if>">${event.text()}<#if event.beside().present><br><span class="small"<#if event.foreign()> lang="en"</#if>>${event.beside().get()}</span></#if></p><#break></#if></#list></#if>
        <#if job.can("pause") || job.can("resume") || job.can("cancel") || job.can("abandon")>
        <div class="row actions">
          <#if job.can("pause")><@act "pause" "primary"/></#if>
          <#if job.can("resume") && !machine.question().present><@act "resume" "primary"/></#if>
          <#if job.can("cancel")><details class="sure" id="sure-cancel" data-keep><summary class="button">${t("job.cancel")}</summary><div class="card"><p>${t("job.cancel.sure")}</p><@act "cancel" "danger" t("job.cancel.do")/></div></details></#if>
          <#if it.others()?has_content && !job.question().present><details class="sure" id="other-machine" data-keep><summary class="button">${t("job.machine.other")}</summary><form method="post" action="/jobs/${job.id()}/machine" class="card row"><label for="other">${t("job.machine.other.to")}</label><select id="other" name="machine"><#list it.others() as other><option value="${other.id()}">${other.name()}</option></#list></select> <button>${t("job.machine.other.do")}</button></form></details></#if>
          <#if job.can("abandon")><details class="sure" id="sure-abandon" data-keep><summary class="button">${t("job.abandon")}</summary><div class="card"><p>${t("job.abandon.sure")}</p><@act "abandon" "danger" t("job.abandon.do")/></div></details></#if>
        </div>
        </#if>
      </section>
      <#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
      <section class="card">
        <div class="row spread"><h2><a class="plain" href="/machines/${machine.id()}">${machine.name()}</a></h2><@readout.badge machine/></div>
        <#if machine.saysMore()><p class="notice<#if machine.tone() == "bad"> bad</#if>"<#if machine.foreign()> lang="en"</#if>>${machine.detailText().get()}</p></#if>
        <@readout.readings machine/>
        <div class="chart" data-chart data-title="${t("job.chart")}" hidden></div>
      </section>
      <section><h2>${t("job.history")}</h2>
        <ol class="timeline">
        <#list job.events()?reverse as event><li class="state-${event.state().wireName()}">
          <p>${event.text()}<#if event.beside().present> <span class="small faint"<#if event.foreign()> lang="en"</#if>>${event.beside().get()}</span></#if></p>
          <p class="faint small"><time datetime="${event.at()}">${format.time(event.at().toEpochMilli())}</time> · <#if event.actor().wireName() == "person"><a href="/people/${event.actorName()}">@${event.actorName()}</a><#elseif event.actor().wireName() == "agent">${t("job.history.by.agent", event.actorName())}<#else>${t("job.history.by.hub")}</#if></p>
        </li></#list>
        </ol>
      </section>
    </div>
    <aside class="stack">
      <#if job.can("stop")><div class="card stop-card"><@act "stop" "stop"/><p class="faint small">${t("job.stop.why")}</p></div></#if>
      <#if job.result().present><#assign result = job.result().get()>
      <section class="card"><h2>${t("job.result")}</h2>
        <dl>
          <div><dt>${t("job.result.lines")}</dt><dd>${t("job.result.lines.value", format.number(result.acknowledged(), 0), format.number(result.lines(), 0))}</dd></div>
          <div><dt>${t("job.result.last")}</dt><dd>${format.number(result.lastAcknowledgedLine(), 0)}</dd></div>
          <div><dt>${t("job.result.resends")}</dt><dd>${format.number(result.resends(), 0)}</dd></div>
          <div><dt>${t("job.result.errors")}</dt><dd>${format.number(result.errors(), 0)}</dd></div>
          <#if (result.seconds() > 0)><div><dt>${t("job.result.seconds")}</dt><dd>${format.duration(result.seconds())}</dd></div></#if>
          <#if (result.bytesSent() > 0)><div><dt>${t("job.result.bytes")}</dt><dd>${format.bytes(result.bytesSent())}</dd></div></#if>
          <#if result.health().present><#assign health = result.health().get()>
          <div><dt>${t("job.result.ack")}</dt><dd>${t("job.result.ack.value", format.number(health.ackMedianMs(), 1), format.number(health.ackP99Ms(), 1))}</dd></div>
          <div><dt>${t("job.result.gap")}</dt><dd>${t("job.result.gap.value", format.number(health.gapP999Ms(), 1))}</dd></div>
          <#if health.underruns().present><div><dt>${t("job.result.underruns")}</dt><dd>${format.number(health.underruns().get(), 0)}</dd></div></#if>
          <div><dt>${t("job.result.retries")}</dt><dd>${format.number(health.retries(), 0)}</dd></div></#if>
        </dl>
        <#if result.tools().present><h3>${t("job.result.tools")}</h3>
        <dl><#list result.tools().get() as tool>
          <div><dt><#if tool.tool()?has_content>${tool.tool()}<#elseif tool.longerMm() == 0>${t("job.result.tools.zero")}<#else>${t("job.result.tools.other")}</#if></dt><dd><#if tool.longerMm() != 0>${t("job.result.tools." + (tool.longerMm() < 0)?then("shorter", "longer"), format.number(tool.longerMm()?abs, 3))} · </#if><time datetime="${format.iso(tool.atMillis())}">${format.time(tool.atMillis())}</time></dd></div></#list>
        </dl></#if>
        <#if state != "finished"><p class="small <#if result.safe()>faint<#else>notice bad</#if>"><#if result.safe()>${t("job.result.safe")}<#else>${t("job.result.unsafe")}</#if></p></#if>
      </section></#if>
      <section class="card"><h2>${t("job.toolpath")}</h2>
        <dl><@parts.toolpath job.toolpath()/>
          <div><dt>${t("job.toolpath.lines")}</dt><dd>${t("job.toolpath.lines.value", format.number(job.toolpath().lines(), 0), format.number(job.toolpath().sendable(), 0))}</dd></div>
          <div><dt>${t("job.toolpath.size")}</dt><dd>${format.bytes(job.file().sizeBytes())}</dd></div>
          <div><dt>${t("job.toolpath.hash")}</dt><dd><code class="hash">${job.file().sha256()}</code></dd></div>
        </dl>
        <#if job.warnings()?has_content><h3>${t("job.warnings")}</h3><ul class="findings"><#list job.warnings() as warning><li><#if (warning.line() > 0)><strong>${t("job.warnings.line", format.number(warning.line(), 0))}</strong> </#if>${warning.message()}</li></#list></ul></#if>
      </section>
      <#if job.state().over() && job.design().present><p><a class="button" href="/@${job.design().get()}/make">${t("job.again")}</a></p></#if>
    </aside>
  </div>
</div>
</@layout.page>
