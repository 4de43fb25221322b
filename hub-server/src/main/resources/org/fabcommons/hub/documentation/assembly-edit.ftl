<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design() action = design.path() + "/assembly/edit">
<@layout.page title=t("documentation.assembly.edit.title", design.title()) head=["design.css", "family.css", "documentation.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}/assembly">${t("documentation.assembly.title", design.title())}</a></p>
  <h1>${t("documentation.assembly.edit.title", design.title())}</h1>
  <p class="design-lead">${t("documentation.assembly.edit.why")}</p>
  <#if it.fault()?has_content><p class="notice bad" role="alert">${it.fault()}</p></#if>
  <#if it.named()><p class="notice">${t("documentation.assembly.named")} <a href="${design.path()}/manifest/edit#f-making">${t("documentation.edit")}</a></p></#if>
  <#if it.files()?has_content>
  <form method="post" action="${action}"><input type="hidden" name="base" value="${it.base()}">
  <ol class="assembly-order"><#list it.files() as leaf><li class="card"><div><a href="${action}/step?path=${leaf.path()?url}"><strong>${leaf.title()}</strong></a><br><span class="small faint">${leaf.path()}</span></div>
    <p class="row"><#if leaf?index gt 0 && !it.named()><button class="small" name="do" value="up ${leaf.path()}" aria-label="${t("documentation.assembly.up.of", leaf.title())}">${t("documentation.bill.up")}</button></#if><button class="small danger" name="do" value="drop ${leaf.path()}" aria-label="${t("documentation.assembly.drop.of", leaf.title())}">${t("documentation.edit.drop")}</button></p></li></#list></ol></form>
  <p class="hint">${t("documentation.assembly.drop.why")}</p>
  <#else><p class="empty">${t("documentation.assembly.none")}</p></#if>
  <p class="row"><a class="button primary" href="${action}/step">${t("documentation.assembly.add")}</a> <a href="${design.path()}/assembly">${t("documentation.assembly.back")}</a></p>
</section>
</@layout.page>
