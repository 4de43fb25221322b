<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/machine/readout.ftl" as readout>
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<#import "/org/fabcommons/hub/machine/answer.ftl" as answer>
<#assign machine = it.machine()>
<@layout.page title=machine.name() head=["lab.css", "machine.css", "job.css"] script=["machine.js"]>
<div class="stack">
  <header>
    <p class="faint crumbs"><a href="/labs/${machine.lab()}">${machine.labName()}</a></p>
    <h1>${machine.name()}</h1>
    <p class="faint"><@readout.kind machine/><#if machine.simulated()> · ${t("machine.simulated")}</#if></p>
  </header>
  <#if it.retired()><p class="notice warn">${t("machine.retired")}</p></#if>
  <#if machine.outOfService().present><#assign out = machine.outOfService().get()>
  <div class="notice warn" id="out"><p><strong>${t("machine.out")}</strong> ${out.reason()}</p><p class="small"><a href="/people/${out.by()}">${out.by()}</a> · <time datetime="${out.since()}">${format.time(out.since().toEpochMilli())}</time></p>
    <#if it.maySettle()><form method="post" action="/machines/${machine.id()}/service"><input type="hidden" name="inService" value="yes"><button>${t("machine.out.back")}</button></form></#if></div></#if>
  <p class="notice warn" data-live-lost hidden>${t("machine.live.lost")}</p>
  <p class="visually-hidden" role="status" data-announce></p>
  <div class="split machine-page">
    <div class="stack">
      <section class="card" data-stream="/api/v1/machines/${machine.id()}/events" data-event="machine" data-version="${machine.version()}" id="machine-now">
        <div class="row spread"><h2>${t("machine.now")}</h2><@readout.badge machine/></div>
        <@need.rows machine.needs() false/>
        <#if machine.saysMore()><p class="notice<#if machine.tone() == "bad"> bad</#if>"<#if machine.foreign()> lang="en"</#if>>${machine.detailText().get()}</p></#if>
        <#if machine.question().present && machine.needs()?has_content><@answer.form machine/></#if>
        <#if machine.state().wireName() == "offline"><p class="faint">${t("machine.offline.why")}</p></#if>
        <@readout.readings machine/>
      </section>
      <#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
    </div>
    <aside class="stack">
      <#if it.mayStop()>
      <form method="post" action="/machines/${machine.id()}/stop" class="card stop-card"><button class="stop">${t("machine.stop")}</button><p class="faint small">${t("machine.stop.why")}</p></form>
      </#if>
      <#if it.maySettle() && !machine.outOfService().present>
      <details class="card" id="take-out"><summary>${t("machine.out.do")}</summary>
        <form method="post" action="/machines/${machine.id()}/service" class="stack"><p class="faint small">${t("machine.out.why")}</p>
          <div><label for="out-reason">${t("machine.out.reason")}</label><input id="out-reason" name="reason" required maxlength="200" placeholder="${t("machine.out.reason.like")}"></div>
          <button>${t("machine.out.do")}</button></form></details>
      </#if>
      <section class="card"><h2>${t("machine.facts")}</h2>
        <#if it.profile().present><#assign profile = it.profile().get()>
        <dl>
          <dt>${t("machine.profile")}</dt><dd>${profile.nameIn(viewer.locale())} <code class="faint small">${profile.id()}</code></dd>
          <dt>${t("machine.room")}</dt><dd>${t("machine.room.mm", format.number(profile.envelope().width(), 0), format.number(profile.envelope().depth(), 0), format.number(profile.envelope().height(), 0))}</dd>
          <#if profile.limits().nozzleMaxC().present><dt>${t("machine.nozzle")}</dt><dd>${t("machine.celsius", format.number(profile.limits().nozzleMaxC().get(), 0))}</dd></#if>
          <#if profile.limits().bedMaxC().present><dt>${t("machine.bed")}</dt><dd>${t("machine.celsius", format.number(profile.limits().bedMaxC().get(), 0))}</dd></#if>
          <#if profile.limits().spindleMax().present><dt>${t("machine.spindle")}</dt><dd>${format.number(profile.limits().spindleMax().get(), 0)}</dd></#if>
        </dl>
        <#else><p>${t("machine.profile.unknown", machine.profile())}</p></#if>
      </section>
    </aside>
  </div>
</div>
</@layout.page>
