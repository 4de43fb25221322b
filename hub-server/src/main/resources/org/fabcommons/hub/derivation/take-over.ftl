<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign plan = it.plan()>
<#assign design = plan.design()>
<#assign from = plan.from()>
<#macro pick step choice chosen><label class="choice"><input type="radio" name="choice:${step.path()}" value="${choice?lower_case}"<#if chosen == choice?lower_case> checked</#if><#if step.state() == "CONFLICT"> required</#if>><span>${t("derivation.take.choice." + choice?lower_case + (choice == "THEIRS")?then(step.upstream().after().present?then("", ".removed"), (choice == "MINE")?then(step.mine().after().present?then("", ".none"), "")))}</span></label></#macro>
<@layout.page title=t("derivation.take.title", from.title()) head=["design.css", "family.css"] script=["compare.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.take.title", from.title())}</h1>
  <p class="design-lead">${t("derivation.take.why", from.fullName(), design.title())}</p>
  <p class="faint">${t("derivation.take.from")} <a class="figure" href="${from.path()}?revision=${plan.pinned()}">${plan.shortPinned()}</a> → <a class="figure" href="${from.path()}?revision=${plan.theirs()}">${plan.shortTheirs()}</a></p>
  <#if it.faults()?has_content><div class="notice bad" role="alert"><p>${it.faults()[""]!}</p><ul><#list it.faults() as path, text><#if path?has_content><li>${text}</li></#if></#list></ul></div></#if>
  <#if plan.theirs() == plan.pinned()><#if !it.faults()?has_content><p class="empty">${t("derivation.take.nothing", from.fullName())}</p></#if>
  <#else>
  <form method="post" action="${design.path()}/take-over" class="stack">
    <input type="hidden" name="from" value="${from.fullName()}"><input type="hidden" name="base" value="${plan.revision()}"><input type="hidden" name="theirs" value="${plan.theirs()}">
    <#if !plan.steps()?has_content><p class="notice">${t("derivation.take.same")}</p></#if>
    <#list plan.steps() as step>
    <fieldset class="card step step-${step.state().wire()}"<#if it.faults()[step.path()]??> aria-invalid="true"</#if>>
      <legend><span class="change-path">${step.path()}</span> <span class="badge<#if step.state() == "CONFLICT"> bad<#elseif step.state() == "LEFT_OUT"> warn<#else> good</#if>">${t("derivation.take.state." + step.state().wire())}</span></legend>
      <p class="small">${t("derivation.take.theirs")} <@family.told step.upstream()/></p>
      <#if it.faults()[step.path()]??><p class="fault">${it.faults()[step.path()]}</p></#if>
      <#assign chosen = it.choices()[step.path()]!(step.usual().present?then(step.usual().get().wire(), ""))>
      <#if step.upstream().text().present><#if step.state() == "CONFLICT" && step.merged().present>
      <p class="small"><strong>${t("derivation.clash.title", step.merged().get().conflicts())}</strong></p>
      <@family.clashes step.merged().get() t("derivation.take.mine.of", design.fullName()) t("derivation.take.theirs.of", from.fullName()) step?index/></#if>
      <details<#if step.state() == "CONFLICT" && !step.merged().present> open</#if>><summary>${t("derivation.take.see", from.fullName())}</summary><@family.difference step.upstream().text().get() step.path()/></details>
        <#if step.state() == "CONFLICT" && step.mine().text().present><details<#if !step.merged().present> open</#if>><summary>${t("derivation.take.see", design.fullName())}</summary><@family.difference step.mine().text().get() step.path()/></details></#if>
      <div class="step-choices"><#list step.choices() as choice><@pick step choice chosen/></#list></div>
      <#else>
      <@family.looks>
        <@family.look t("derivation.take.base") plan.base().design() plan.base().revision() step.upstream().before() step.upstream().shapeBefore()/>
        <@family.look t("derivation.take.mine") design plan.revision() step.mine().after() step.mine().shapeAfter()><@pick step "MINE" chosen/></@family.look>
        <@family.look t("derivation.take.upstream") from plan.theirs() step.upstream().after() step.upstream().shapeAfter()><@pick step "THEIRS" chosen/></@family.look></@family.looks></#if>
      <#if step.state() == "CONFLICT" && step.merged().present>
      <div class="step-text"><label for="text-${step?index}">${t("derivation.take.text")}</label><p class="hint" id="hint-${step?index}">${t("derivation.take.text.hint")}</p>
      <textarea id="text-${step?index}" name="text:${step.path()}" rows="14" spellcheck="false" class="figure" aria-describedby="hint-${step?index}" data-edited="choice:${step.path()}">${"\n"}${it.texts()[step.path()]!step.merged().get().text()}</textarea></div></#if>
    </fieldset>
    </#list>
    <section class="card form-part"><div><label for="message">${t("design.edit.message")}</label><input id="message" name="message" maxlength="2000" placeholder="${t("derivation.take.message", from.fullName())}"></div></section>
    <div class="send"><button class="primary">${t("derivation.take.do")}</button></div>
  </form></#if>
</section>
</@layout.page>
