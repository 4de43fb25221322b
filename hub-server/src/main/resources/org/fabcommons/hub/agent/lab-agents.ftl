<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section>
  <div class="row spread"><h2>${t("agent.panel.title")}</h2><#if part.manages()><a class="button small" href="/pair?lab=${part.lab().handle()}">${t("agent.panel.pair")}</a></#if></div>
  <#if part.agents()?has_content>
  <ul class="rows">
  <#list part.agents() as row><#assign agent = row.agent()><li class="row spread">
    <span><strong>${agent.name()}</strong> <span class="badge<#if row.connected()> good</#if>"><#if row.connected()>${t("agent.panel.connected")}<#else>${t("agent.panel.away")}</#if></span><br>
    <span class="faint small"><#if agent.version().present>${t("agent.panel.version", agent.version().get())} · </#if>${t("agent.panel.since", format.date(agent.createdAt()))}</span></span>
    <#if part.manages()><form method="post" action="/agents/${agent.id()}/revoke"><button class="small danger" aria-label="${t("agent.panel.revoke")}: ${agent.name()}">${t("agent.panel.revoke")}</button></form></#if>
  </li></#list>
  </ul>
  <#else><p class="empty">${t("agent.panel.none")}</p></#if>
</section>
