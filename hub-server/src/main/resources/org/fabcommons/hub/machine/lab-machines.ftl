<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/machine/readout.ftl" as readout>
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<p class="visually-hidden" role="status" data-announce></p>
<@need.box part.needs()/>
<section>
  <h2>${t("machine.machines.title")}</h2>
  <p class="notice warn" data-live-lost hidden>${t("machine.live.lost")}</p>
  <div data-stream="/api/v1/machines/events" data-event="machines" data-lab="${part.lab().handle()}" id="lab-machines">
  <#if part.machines()?has_content><ul class="grid"><#list part.machines() as machine><@readout.card machine=machine lab=false/></#list></ul>
  <#else><p class="empty"><#if part.manages()>${t("machine.panel.none")}<#else>${t("machine.panel.none.visitor")}</#if></p></#if>
  </div>
</section>
