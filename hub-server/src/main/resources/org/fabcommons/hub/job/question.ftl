<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What a lab's policy asks about a job, and where a manager answers. -->
<#macro card job><#assign question = job.question().get()>
<section class="question<#if question.allowed()> answered</#if>" aria-labelledby="question-title">
  <h3 id="question-title"><#if question.allowed()>${t("job.question.allowed.title")}<#else>${t("job.question.title")}</#if></h3>
  <ul class="findings"><#list question.asks() as ask><li><#if (ask.line() > 0)><strong>${t("job.warnings.line", format.number(ask.line(), 0))}</strong> </#if>${ask.message()}</li></#list></ul>
  <#if question.allowed()>
  <p>${t("job.question.allowed", "@" + question.allowedBy().get(), format.time(question.allowedAt().get().toEpochMilli()))}</p>
  <#else>
  <#if question.tooOld()><p>${t("job.question.old", "@" + question.allowedBy().get())}</p></#if>
  <#if question.administrator()><p><#if question.administrators()?has_content>${t("job.question.administrators")} <#list question.administrators() as handle><a href="/people/${handle}">@${handle}</a><#sep>, </#list><#else>${t("job.question.administrators.none")}</#if></p></#if>
  <#if !question.mayRefuse()><p>${t("job.question.wait")}</p></#if>
  </#if>
  <#if question.mayRefuse()>
  <form method="post" class="stack" action="/jobs/${job.id()}/question/refuse">
    <div><label for="question-why">${t("job.question.why")}</label><p class="hint" id="question-why-hint">${t("job.question.why.hint")}</p>
      <input id="question-why" name="why" maxlength="300" autocomplete="off" aria-describedby="question-why-hint" data-keep></div>
    <div class="row"><#if question.mayAllow()><button class="primary" formaction="/jobs/${job.id()}/question/allow">${t("job.question.allow")}</button></#if><button class="danger">${t("job.question.refuse")}</button></div>
  </form>
  </#if>
</section>
</#macro>
