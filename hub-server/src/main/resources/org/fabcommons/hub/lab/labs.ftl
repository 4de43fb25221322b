<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.form().faults()[field]??><p class="fault" id="${field}-fault">${it.form().faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.form().faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<#macro cards labs>
<ul class="grid">
<#list labs as lab><li class="card lab-card">
  <h3><a href="/labs/${lab.handle()}">${lab.name()}</a></h3>
  <p class="faint small">@${lab.handle()}</p>
  <p><#if lab.home()><span class="badge">${t("lab.home")}</span><#elseif lab.openTo().wireName() == "anyone"><span class="badge good">${t("lab.open.anyone")}</span><#else><span class="badge">${t("lab.open.members")}</span></#if></p>
</li></#list>
</ul>
</#macro>
<@layout.page title=t("lab.labs.title") head=["lab.css"]>
<div class="stack">
  <header class="hero"><h1>${t("lab.labs.title")}</h1><p>${t("lab.labs.why")}</p></header>
  <#if it.mine()?has_content><section><h2>${t("lab.labs.mine")}</h2><@cards it.mine()/></section></#if>
  <section><h2>${t("lab.labs.all")}</h2>
  <#if it.items()?has_content><@cards it.items()/>
  <#else><p class="empty"><#if viewer.person().present>${t("lab.labs.none")}<#else>${t("lab.labs.none.anonymous")}</#if></p></#if>
  <#if (it.page() > 1) || it.more()><p class="row"><#if (it.page() > 1)><a class="button" href="/labs?page=${it.page() - 1}" rel="prev">${t("lab.labs.previous")}</a></#if><#if it.more()><a class="button" href="/labs?page=${it.page() + 1}" rel="next">${t("lab.labs.next")}</a></#if></p></#if>
  </section>
  <#if viewer.person().present>
  <section class="lab-new">
    <h2>${t("lab.new")}</h2>
    <p class="faint">${t("lab.new.why")}</p>
    <form method="post" action="/labs" class="card stack">
      <div class="pair-of-fields">
        <div><label for="name">${t("lab.name")}</label><input id="name" name="name" required maxlength="80" value="${it.form().name()}"<@marks "name"/>><@fault "name"/></div>
        <div><label for="handle">${t("lab.handle")}</label><p class="hint" id="handle-hint">${t("lab.handle.hint")}</p><input id="handle" name="handle" required maxlength="32" autocapitalize="none" pattern="[a-z][a-z0-9-]*" value="${it.form().handle()}"<@marks "handle"/>><@fault "handle"/></div>
      </div>
      <fieldset><legend>${t("lab.openTo")}</legend>
        <#list ["anyone", "members"] as open><label class="choice"><input type="radio" name="openTo" value="${open}"<#if it.form().openTo() == open> checked</#if>> <span>${t("lab.open." + open + ".long")}</span></label></#list>
        <@fault "openTo"/>
      </fieldset>
      <button class="primary">${t("lab.new.do")}</button>
    </form>
  </section>
  </#if>
</div>
</@layout.page>
