<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<#assign group = it.group()>
<@layout.page title=group.displayName() head=["discovery.css", "lab.css"] feed=group.path() + "/feed.atom">
<div class="stack">
  <header>
    <p class="faint crumbs"><a href="/groups">${t("group.title")}</a></p>
    <h1>${group.displayName()}</h1>
    <p class="row"><span class="faint">@${group.handle()} · ${t("group.since", format.date(group.createdAt()))}</span><#if it.role().present> <span class="badge">${t("group.you", t("group.role." + it.role().get().wireName()))}</span></#if></p>
    <#if group.about()?has_content><p class="hero-words">${group.about()}</p></#if>
  </header>
  <#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
  <section aria-labelledby="members">
    <h2 id="members">${t("group.members")}</h2>
    <#if it.role().present><p class="faint small">${t("group.members.roles")}</p></#if>
    <div class="scroll"><table>
      <thead><tr><th scope="col">${t("group.members.person")}</th><th scope="col">${t("group.members.role")}</th></tr></thead>
      <tbody><#list it.members() as member><tr>
        <td><a href="/people/${member.handle()}">${member.displayName()}</a> <span class="faint small">@${member.handle()}</span></td>
        <td><#if it.owns()><form method="post" action="/groups/${group.handle()}/members" class="row tight">
            <input type="hidden" name="person" value="${member.handle()}">
            <select name="role" aria-label="${t("group.members.role.of", member.displayName())}"><#list it.roles() as role><option value="${role.wireName()}"<#if role == member.role()> selected</#if>>${t("group.role." + role.wireName())}</option></#list><option value="none">${t("group.role.none")}</option></select>
            <button class="small">${t("group.members.save")}</button></form>
          <#else>${t("group.role." + member.role().wireName())}<#if viewer.is(member.person())> <form method="post" action="/groups/${group.handle()}/members" class="inline"><input type="hidden" name="person" value="${member.handle()}"><input type="hidden" name="role" value="none"><button class="small">${t("group.members.leave")}</button></form></#if></#if></td>
      </tr></#list></tbody>
    </table></div>
    <#if it.owns()>
    <details<#if it.faults()["person"]?? || it.faults()["role"]??> open</#if>><summary>${t("group.members.add")}</summary>
    <form method="post" action="/groups/${group.handle()}/members" class="card row end">
      <div><label class="above" for="person">${t("group.members.add.handle")}</label><input id="person" name="person" required maxlength="33" autocapitalize="none" spellcheck="false"<@marks "person"/>><@fault "person"/></div>
      <div><label class="above" for="role">${t("group.members.role")}</label><select id="role" name="role"><#list it.roles()?reverse as role><option value="${role.wireName()}">${t("group.role." + role.wireName())}</option></#list></select><@fault "role"/></div>
      <button class="primary">${t("group.members.add")}</button>
    </form></details>
    <details<#if it.faults()["displayName"]?? || it.faults()["about"]??> open</#if>><summary>${t("group.change")}</summary>
    <form method="post" action="/groups/${group.handle()}" class="card stack">
      <div><label for="displayName">${t("group.name")}</label><input id="displayName" name="displayName" required maxlength="80" value="${group.displayName()}"<@marks "displayName"/>><@fault "displayName"/></div>
      <div><label for="about">${t("group.about")}</label><textarea id="about" name="about" maxlength="500" rows="3"<@marks "about"/>>${group.about()}</textarea><@fault "about"/></div>
      <button>${t("group.change.do")}</button>
    </form></details>
    </#if>
  </section>
</div>
</@layout.page>
