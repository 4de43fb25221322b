<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field hint=""><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${hint} ${field}-fault"<#elseif hint?has_content> aria-describedby="${hint}"</#if></#macro>
<#macro cards groups>
<ul class="grid cards">
<#list groups as group><li class="card whole"><h3><a href="${group.path()}">${group.displayName()}</a></h3><p class="faint small">@${group.handle()}</p><#if group.about()?has_content><p class="summary">${group.about()}</p></#if></li></#list>
</ul>
</#macro>
<@layout.page title=t("group.title") head=["lab.css"]>
<div class="stack">
  <header class="hero"><h1>${t("group.title")}</h1><p>${t("group.why")}</p></header>
  <#if it.mine()?has_content><section><h2>${t("group.mine")}</h2><@cards it.mine()/></section></#if>
  <section><h2>${t("group.all")}</h2>
  <#if it.items()?has_content><@cards it.items()/>
  <#else><p class="empty">${t(viewer.person().present?then("group.none", "group.none.anonymous"))}</p></#if>
  <#if (it.page() > 1) || it.more()><p class="row"><#if (it.page() > 1)><a class="button" href="/groups?page=${it.page() - 1}" rel="prev">${t("group.previous")}</a></#if><#if it.more()><a class="button" href="/groups?page=${it.page() + 1}" rel="next">${t("group.next")}</a></#if></p></#if>
  </section>
  <#if viewer.person().present>
  <section class="lab-new" aria-labelledby="new">
    <h2 id="new">${t("group.new")}</h2>
    <p class="faint">${t("group.new.why")}</p>
    <form method="post" action="/groups" class="card stack">
      <div class="pair-of-fields">
        <div><label for="displayName">${t("group.name")}</label><input id="displayName" name="displayName" required maxlength="80" value="${it.displayName()}"<@marks "displayName"/>><@fault "displayName"/></div>
        <div><label for="handle">${t("group.handle")}</label><p class="hint" id="handle-hint">${t("group.handle.hint")}</p><input id="handle" name="handle" required maxlength="32" autocapitalize="none" spellcheck="false" pattern="[a-z][a-z0-9\-]*" value="${it.handle()}"<@marks "handle" "handle-hint"/>><@fault "handle"/></div>
      </div>
      <div><label for="about">${t("group.about")}</label><textarea id="about" name="about" maxlength="500" rows="3"<@marks "about"/>>${it.about()}</textarea><@fault "about"/></div>
      <button class="primary">${t("group.new.do")}</button>
    </form>
  </section>
  </#if>
</div>
</@layout.page>
