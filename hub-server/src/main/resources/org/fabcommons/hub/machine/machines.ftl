<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/machine/readout.ftl" as readout>
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<@layout.page counted=true title=t("machine.machines.title") head=["lab.css", "machine.css"] script=["machine.js"]>
<header class="hero"><h1>${t("machine.machines.title")}</h1><p>${t("machine.machines.why")}</p></header>
<p class="notice warn" data-live-lost hidden>${t("machine.live.lost")}</p>
<p class="visually-hidden" role="status" data-announce></p>
<@need.box it.needs()/>
<div data-stream="/api/v1/machines/events" data-event="machines" id="machines">
<#if it.items()?has_content><ul class="grid"><#list it.items() as machine><@readout.card machine=machine level=2/></#list></ul>
<#else><p class="empty">${t("machine.machines.none")}</p></#if>
</div>
<#if (it.page() > 1) || it.more()><p class="row"><#if (it.page() > 1)><a class="button" href="/machines?page=${it.page() - 1}" rel="prev">${t("lab.labs.previous")}</a></#if><#if it.more()><a class="button" href="/machines?page=${it.page() + 1}" rel="next">${t("lab.labs.next")}</a></#if></p></#if>
</@layout.page>
