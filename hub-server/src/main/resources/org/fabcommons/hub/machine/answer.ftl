<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What may be answered here of what a machine asks; else where that is done. -->
<#macro form machine job=""><#if machine.answer().present><#local way = machine.answer().get()>
<p class="faint small">${t("machine.answer.how")}</p>
<form method="post" class="row actions" action="/machines/${machine.id()}/answer"><input type="hidden" name="question" value="${way.question()}"><#if job?has_content><input type="hidden" name="job" value="${job}"></#if>
  <#list way.choices() as choice><button name="choice" value="${choice?index}"<#if choice?is_first> class="primary"</#if>>${choice}</button></#list>
</form>
<#else><p class="faint small">${t("machine.need.where")}</p></#if></#macro>
