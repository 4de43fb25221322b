<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<#assign design = it.design() assembly = it.assembly() steps = it.assembly().steps()>
<@layout.page title=t("documentation.assembly.title", design.title()) head=["design.css", "family.css", "documentation.css"] script=["assembly.js"]>
<section class="stack assembly">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <div class="row spread"><h1>${t("documentation.assembly.title", design.title())}</h1><#if it.mine()><a class="button screen" href="${design.path()}/assembly/edit">${t("documentation.assembly.edit")}</a></#if></div>
  <div class="screen"><@parts.ways design "assembly"/></div>
  <#if steps?has_content>
  <div class="assembly-body">
    <nav class="screen assembly-list card" aria-labelledby="steps"><h2 id="steps">${t("documentation.assembly.steps")}</h2>
      <ol><#list steps as step><li><a href="#${step.anchor()}">${step.title()}</a></li></#list></ol>
      <p class="small faint" data-keys hidden>${t("documentation.assembly.keys")}</p>
      <p><button type="button" class="small" data-print hidden>${t("documentation.assembly.print")}</button></p></nav>
    <div class="assembly-steps">
    <#list steps as step>
    <#list assembly.intros()?filter(intro -> intro.before() == step.number()) as intro><div class="prose">${intro.html()?no_esc}</div></#list>
    <section class="card assembly-step" id="${step.anchor()}" tabindex="-1" aria-labelledby="${step.anchor()}-title" data-step>
      <h2 id="${step.anchor()}-title"><span class="assembly-number">${step.number()}</span> ${step.title()} <a class="screen assembly-anchor" href="#${step.anchor()}" aria-label="${t("documentation.assembly.anchor", step.number())}">#</a></h2>
      <#if step.tools()?has_content || step.parts()?has_content><dl class="assembly-needs">
        <#if step.parts()?has_content><dt>${t("documentation.assembly.parts")}</dt><dd><ul class="tags"><#list step.parts() as need><li class="badge"><#if need.line().present><a href="${design.path()}/parts#part-${need.line().get()}">${need.words()}</a><#else>${need.words()}</#if></li></#list></ul></dd></#if>
        <#if step.tools()?has_content><dt>${t("documentation.assembly.tools")}</dt><dd><ul class="tags"><#list step.tools() as tool><li class="badge">${tool}</li></#list></ul></dd></#if></dl></#if>
      <div class="prose">${step.html()?no_esc}</div>
      <p class="row spread small screen assembly-ways"><span><#if !step?is_first><a href="#step-${step.number() - 1}" rel="prev">← ${t("documentation.assembly.before")}</a></#if></span><span><#if !step?is_last><a href="#step-${step.number() + 1}" rel="next">${t("documentation.assembly.next")} →</a></#if></span></p>
    </section></#list>
    <#list assembly.intros()?filter(intro -> intro.before() gt steps?size) as intro><div class="prose">${intro.html()?no_esc}</div></#list>
    <#if assembly.cut()><p class="notice">${t("documentation.assembly.cut")}</p></#if>
    </div>
  </div>
  <#elseif assembly.intros()?has_content>
  <#list assembly.intros() as intro><div class="card prose">${intro.html()?no_esc}</div></#list>
  <#else><div class="empty"><p>${t("documentation.assembly.none")}</p><#if it.mine()><p><a class="button primary" href="${design.path()}/assembly/edit/step">${t("documentation.assembly.begin")}</a></p></#if></div></#if>
<#if it.data()?has_content><script type="application/ld+json">${it.data()?no_esc}</script></#if>
</section>
</@layout.page>
