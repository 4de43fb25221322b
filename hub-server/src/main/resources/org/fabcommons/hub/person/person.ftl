<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<@layout.page title=it.person().displayName() head=["discovery.css"] feed="/@" + it.person().handle() + "/feed.atom">
<section class="stack">
  <h1>${it.person().displayName()}</h1>
  <p class="faint">@${it.person().handle()} · ${t("person.since", format.date(it.person().createdAt()))}</p>
</section>
<#list it.parts() as panel><#assign part = panel.model()><#include panel.template()></#list>
</@layout.page>
