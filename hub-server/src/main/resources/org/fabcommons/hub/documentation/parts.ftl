<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What the editors of documentation have in common. -->
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault"><#if it.lines?? && it.lines()[field]??>${t("documentation.edit.line", it.lines()[field])} </#if>${it.faults()[field]}</p></#if></#macro>
<#macro marks field hint=""><#local fault = it.faults()[field]??><#if hint?has_content || fault> aria-describedby="${hint}<#if hint?has_content && fault> </#if><#if fault>${field}-fault</#if>"</#if><#if fault> aria-invalid="true"</#if></#macro>
<#-- Enter in a field means the main button, which is not the first one. -->
<#macro first><button class="away" name="do" value="save" tabindex="-1">${t("documentation.edit.save")}</button></#macro>
<#macro refusal><#if it.faults()[""]??><div class="notice bad" role="alert"><p>${it.faults()[""]}</p></div></#if></#macro>
<#macro theirs text><#if text?has_content><details class="card" open><summary>${t("documentation.edit.theirs")}</summary><pre class="said-line" tabindex="0">${text}</pre></details></#if></#macro>
<#macro message value><div><label for="message">${t("design.edit.message")}</label><p class="hint" id="message-hint">${t("design.edit.message.hint")}</p><input id="message" name="message" maxlength="2000" value="${value}"<@marks "message" "message-hint"/>><@fault "message"/></div></#macro>
<#macro way path text here><a class="chip" href="${path}"<#if here> aria-current="page"</#if>>${t(text)}</a></#macro>
<#-- The pages of a design's documentation. -->
<#macro ways design here><nav class="chips" aria-label="${t("documentation.ways")}"><@way path=design.path() + "/manifest" text="documentation.way.manifest" here=(here == "manifest")/><@way path=design.path() + "/parts" text="documentation.way.parts" here=(here == "parts")/><@way path=design.path() + "/assembly" text="documentation.way.assembly" here=(here == "assembly")/></nav></#macro>
