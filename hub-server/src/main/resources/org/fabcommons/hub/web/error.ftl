<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<@layout.page title=t("web.error.title")>
<section class="narrow stack">
  <p class="figure">${it.status()}</p>
  <h1>${it.title()}</h1>
  <#if it.faults()?has_content><ul><#list it.faults() as fault><li><strong>${fault.field()}</strong>: ${fault.message()}</li></#list></ul></#if>
  <p><a class="button" href="/">${t("web.error.home")}</a></p>
</section>
</@layout.page>
