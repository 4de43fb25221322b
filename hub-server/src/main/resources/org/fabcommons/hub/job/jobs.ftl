<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/job/parts.ftl" as parts>
<#import "/org/fabcommons/hub/machine/needs.ftl" as need>
<@layout.page counted=true title=t("job.jobs.title") head=["lab.css", "machine.css", "job.css"] script=["jobs.js"]>
<div class="stack">
  <h1>${t("job.jobs.title")}</h1>
  <#if it.page() == 1>
  <p class="visually-hidden" role="status" data-announce></p>
  <@need.box it.needs()/>
  <section id="jobs-open" data-stream="/api/v1/needs/events" data-event="needs"><h2>${t("job.jobs.open")}</h2>
    <#if it.open()?has_content><@parts.rows it.open() true it.waiting()/><#else><div class="empty"><p>${t("job.jobs.none")}</p><p><a class="button" href="/designs">${t("job.jobs.browse")}</a></p></div></#if>
  </section>
  </#if>
  <section><h2>${t("job.jobs.past")}</h2>
    <#if it.past()?has_content><@parts.rows it.past()/><#else><p class="empty">${t("job.jobs.past.none")}</p></#if>
    <#if (it.page() > 1) || it.more()><p class="row"><#if (it.page() > 1)><a class="button" href="/jobs?page=${it.page() - 1}" rel="prev">${t("lab.labs.previous")}</a></#if><#if it.more()><a class="button" href="/jobs?page=${it.page() + 1}" rel="next">${t("lab.labs.next")}</a></#if></p></#if>
  </section>
</div>
</@layout.page>
