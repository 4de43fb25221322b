<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#assign lab = it.lab()>
<@layout.page counted=true title=lab.name() head=["lab.css", "machine.css"] script=["machine.js"]>
<div class="stack">
  <header>
    <p class="faint crumbs"><a href="/labs">${t("lab.labs.title")}</a></p>
    <h1>${lab.name()}</h1>
    <p class="row"><span class="faint">@${lab.handle()}</span>
      <#if lab.home()><span class="badge">${t("lab.home")}</span><#elseif lab.openTo().wireName() == "anyone"><span class="badge good">${t("lab.open.anyone")}</span><#else><span class="badge">${t("lab.open.members")}</span></#if>
      <#if it.role().present && !lab.home()><span class="faint">${t("lab.you", t("lab.role." + it.role().get().wireName()))}</span></#if></p>
    <p class="faint"><#if lab.home()>${t("lab.home.long")}<#else>${t("lab.open." + lab.openTo().wireName() + ".long")}</#if></p>
  </header>
  <#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
  <#if it.role().present && !lab.home()>
  <section>
    <h2>${t("lab.members")}</h2>
    <p class="faint small">${t("lab.members.roles")}</p>
    <div class="scroll"><table>
      <thead><tr><th scope="col">${t("lab.members.person")}</th><th scope="col">${t("lab.members.role")}</th></tr></thead>
      <tbody><#list it.members() as member><tr>
        <td><a href="/people/${member.handle()}">${member.displayName()}</a> <span class="faint small">@${member.handle()}</span></td>
        <td><#if it.manages()><form method="post" action="/labs/${lab.handle()}/members" class="row tight">
            <input type="hidden" name="person" value="${member.handle()}">
            <select name="role" aria-label="${t("lab.members.role")}: ${member.displayName()}"><#list it.roles() as role><option value="${role.wireName()}"<#if role == member.role()> selected</#if>>${t("lab.role." + role.wireName())}</option></#list><option value="none">${t("lab.role.none")}</option></select>
            <button class="small">${t("lab.members.save")}</button></form>
          <#else>${t("lab.role." + member.role().wireName())}<#if viewer.is(member.person())> <form method="post" action="/labs/${lab.handle()}/members" class="inline"><input type="hidden" name="person" value="${member.handle()}"><input type="hidden" name="role" value="none"><button class="small">${t("lab.members.leave")}</button></form></#if></#if></td>
      </tr></#list></tbody>
    </table></div>
    <#if it.manages()>
    <details<#if it.faults()["person"]?? || it.faults()["role"]??> open</#if>><summary>${t("lab.members.add")}</summary>
    <form method="post" action="/labs/${lab.handle()}/members" class="card row end">
      <div><label class="above" for="person">${t("lab.members.add.handle")}</label><input id="person" name="person" required maxlength="32" autocapitalize="none"<#if it.faults()["person"]??> aria-invalid="true" aria-describedby="person-fault"</#if>><@fault "person"/></div>
      <div><label class="above" for="role">${t("lab.members.role")}</label><select id="role" name="role"><#list it.roles()?reverse as role><option value="${role.wireName()}">${t("lab.role." + role.wireName())}</option></#list></select><@fault "role"/></div>
      <button class="primary">${t("lab.members.add")}</button>
    </form></details>
    <details<#if it.faults()["name"]?? || it.faults()["openTo"]??> open</#if>><summary>${t("lab.settings")}</summary>
    <form method="post" action="/labs/${lab.handle()}" class="card stack">
      <div><label for="name">${t("lab.name")}</label><input id="name" name="name" required maxlength="80" value="${lab.name()}"<#if it.faults()["name"]??> aria-invalid="true" aria-describedby="name-fault"</#if>><@fault "name"/></div>
      <fieldset><legend>${t("lab.openTo")}</legend>
        <#list ["anyone", "members"] as open><label class="choice"><input type="radio" name="openTo" value="${open}"<#if lab.openTo().wireName() == open> checked</#if>> <span>${t("lab.open." + open + ".long")}</span></label></#list></fieldset>
      <button>${t("lab.settings.save")}</button>
    </form></details>
    </#if>
  </section>
  </#if>
</div>
</@layout.page>
