<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<@layout.page title=t("agent.pair.title") head=["lab.css"]>
<section class="narrow stack">
  <h1>${t("agent.pair.title")}</h1>
  <#if it.done().present>
    <#if it.done().get() == "approved">
    <div class="notice good" role="status"><p><strong>${t("agent.pair.approved")}</strong> ${t("agent.pair.approved.next")}</p></div>
    <p class="row"><a class="button primary" href="/labs/${it.lab()}">${t("agent.pair.lab.go")}</a> <a href="/pair">${t("agent.pair.again")}</a></p>
    <#else>
    <p class="notice" role="status">${t("agent.pair.denied")}</p>
    <p><a href="/pair">${t("agent.pair.again")}</a></p>
    </#if>
  <#elseif it.agentName().present>
    <div class="card stack">
      <p class="pair-code">${it.code()}</p>
      <p><strong>${t("agent.pair.found", it.agentName().get())}</strong></p>
      <p class="notice warn">${t("agent.pair.warn")}</p>
      <form method="post" action="/pair" class="stack">
        <input type="hidden" name="code" value="${it.code()}">
        <div><label for="lab">${t("agent.pair.lab")}</label>
          <select id="lab" name="lab"><#list it.labs() as lab><option value="${lab.handle()}"<#if lab.handle() == it.lab()> selected</#if>><#if lab.home()>${t("agent.pair.home", lab.name())}<#else>${lab.name()}</#if></option></#list></select></div>
        <div class="row"><button class="primary" name="decision" value="approve">${t("agent.pair.approve")}</button><button name="decision" value="deny">${t("agent.pair.deny")}</button></div>
      </form>
    </div>
  <#else>
    <p class="faint">${t("agent.pair.why")}</p>
    <form method="get" action="/pair" class="card stack">
      <#if it.lab()?has_content><input type="hidden" name="lab" value="${it.lab()}"></#if>
      <div><label for="code">${t("agent.pair.code")}</label><p class="hint" id="code-hint">${t("agent.pair.code.hint")}</p>
        <input id="code" name="code" class="pair-code" required maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false" autofocus value="${it.code()}" aria-describedby="code-hint<#if it.fault().present> code-fault</#if>"<#if it.fault().present> aria-invalid="true"</#if>>
        <#if it.fault().present><p class="fault" id="code-fault" role="alert">${it.fault().get()}</p></#if></div>
      <button class="primary">${t("agent.pair.look")}</button>
    </form>
  </#if>
</section>
</@layout.page>
