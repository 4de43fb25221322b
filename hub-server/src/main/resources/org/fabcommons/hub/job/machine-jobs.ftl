<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/job/parts.ftl" as parts>
<section data-refresh id="machine-jobs"><h2>${t("job.queue.title")}</h2>
  <#if part.active()?has_content><h3>${t("job.queue.now")}</h3><@parts.rows part.active() false part.waiting()/></#if>
  <#if part.queue()?has_content><h3 id="queue">${t("job.queue.waiting")}</h3><@parts.rows part.queue() false part.waiting() part.mayMove() && (part.queue()?size > 1)/>
  <#if (part.queue()?size > 1)><p class="faint small">${t("job.queue.turns")}</p></#if></#if>
  <#if (part.others() > 0)><p class="faint">${t("job.queue.others", part.others())}</p></#if>
  <#if part.all() == 0><p class="empty">${t("job.queue.empty")}</p></#if>
  <#if part.past()?has_content><h3>${t("job.queue.past")}</h3><@parts.rows part.past() false/></#if>
  <#if part.mayLetGoOn()>
  <form method="post" action="/machines/${part.machine()}/going-on" class="card stack going-on">
    <h3>${t("job.going-on.title")}</h3>
    <p><#if part.goesOn()>${t("job.going-on.on")}<#else>${t("job.going-on.off")}</#if></p>
    <p class="faint small">${t("job.going-on.why")}</p>
    <input type="hidden" name="goesOn" value="<#if part.goesOn()>no<#else>yes</#if>">
    <div><button><#if part.goesOn()>${t("job.going-on.stop")}<#else>${t("job.going-on.do")}</#if></button></div>
  </form>
  <#elseif part.goesOn()><p class="faint small">${t("job.going-on.on")}</p></#if>
</section>
