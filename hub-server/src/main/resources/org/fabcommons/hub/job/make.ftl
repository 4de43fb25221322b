<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/job/parts.ftl" as parts>
<#import "/org/fabcommons/hub/machine/readout.ftl" as readout>
<#assign design = it.design()>
<#macro waiting count><#if count == 0>${t("job.make.waiting.none")}<#elseif count == 1>${t("job.make.waiting.one")}<#else>${t("job.make.waiting.many", count)}</#if></#macro>
<#macro findings list class=""><#if list?has_content><ul class="findings ${class}"><#list list as reason><li><#if (reason.line() > 0)><strong>${t("job.warnings.line", format.number(reason.line(), 0))}</strong> </#if>${reason.message()}</li></#list></ul></#if></#macro>
<#macro place machine><a href="/machines/${machine.id()}">${machine.name()}</a> <span class="faint small">${machine.labName()} · <@readout.kind machine/><#if machine.simulated()> · ${t("machine.simulated")}</#if></span></#macro>
<@layout.page title=t("job.make.title", design.title()) head=["lab.css", "machine.css", "job.css"]>
<div class="stack make">
  <header>
    <p class="faint crumbs"><a href="${design.path()}">${design.title()}</a></p>
    <h1>${t("job.make.title", design.title())}</h1>
    <p class="faint">${t("job.make.why")}</p>
    <p class="faint small">${t("job.make.revision", it.revision()[0..6])}<#if !it.newest()> · <strong>${t("job.make.older")}</strong></#if></p>
  </header>
  <#if it.refusal().present><div class="notice bad" role="alert"><p><strong>${it.refusal().get()}</strong></p><#if it.faults()?has_content><ul class="findings"><#list it.faults() as fault><li><strong>${fault.field()}</strong> ${fault.message()}</li></#list></ul></#if></div></#if>
  <#if !it.usable()?has_content><div class="empty"><p>${t("job.make.machines.none")}</p><p class="row center"><a class="button" href="/labs">${t("job.make.machines.labs")}</a> <a class="button" href="/pair">${t("job.make.machines.pair")}</a></p></div></#if>
  <#if !it.offers()?has_content><p class="notice">${t("job.make.none")}</p></#if>
  <#list it.offers() as offer>
  <section class="card offer">
    <div class="offer-head"><h2 class="file-name">${offer.file().path()}</h2>
      <#if offer.toolpath().present><dl class="facts"><@parts.toolpath offer.toolpath().get()/></dl></#if></div>
    <#if offer.fits()?has_content>
    <ul class="choices">
    <#list offer.fits() as choice><#assign machine = choice.machine()><li>
      <@readout.icon machine/>
      <div class="grow"><p><strong><@place machine/></strong></p>
        <p class="small"><@readout.badge machine/> <span class="faint"><@waiting choice.waiting()/></span></p>
        <@findings choice.warnings() "faint small"/></div>
      <#if machine.outOfService().present><p class="need warn small">${t("machine.out")} ${machine.outOfService().get().reason()}</p>
      <#else><form method="post" action="${design.path()}/make"><input type="hidden" name="machine" value="${machine.id()}"><input type="hidden" name="revision" value="${it.revision()}"><input type="hidden" name="path" value="${offer.file().path()}"><button class="primary" aria-label="${t("job.make.ask.on", offer.file().path(), machine.name())}">${t("job.make.ask")}</button></form></#if>
    </li></#list>
    </ul>
    </#if>
    <#if offer.others()?has_content>
      <#if offer.fits()?has_content><details><summary class="faint">${t("job.make.fits.not", offer.others()?size)}</summary><#else><p>${t("job.make.fits.nowhere")}</p></#if>
      <ul class="choices muted"><#list offer.others() as choice><li><@readout.icon choice.machine()/><div class="grow"><p><@place choice.machine()/></p><@findings choice.reasons() "small"/></div></li></#list></ul>
      <#if offer.fits()?has_content></details></#if>
    </#if>
  </section>
  </#list>
  <#if (it.hidden() > 0)><p class="faint">${t("job.make.hidden", it.hidden())}</p></#if>
  <#if it.usable()?has_content>
  <section class="own"><h2>${t("job.make.own")}</h2><p class="faint">${t("job.make.own.why")}</p>
    <form method="post" action="${design.path()}/make" enctype="multipart/form-data" class="card pair-of-fields end">
      <div><label for="own-machine">${t("job.make.own.machine")}</label><select id="own-machine" name="machine"><#list it.usable() as machine><option value="${machine.id()}">${machine.name()} (${machine.labName()})</option></#list></select></div>
      <input type="hidden" name="design" value="${design.fullName()}"><input type="hidden" name="revision" value="${it.revision()}">
      <div><label for="own-file">${t("job.make.own.file")}</label><input id="own-file" type="file" name="file" required accept=".gcode,.gco,.g,.nc,.ngc,.tap,.plt,.hpgl,.hpg,.rml,.prn"></div>
      <div><button>${t("job.make.own.do")}</button></div>
    </form>
  </section>
  </#if>
</div>
</@layout.page>
