<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field hint> aria-describedby="${hint}<#if it.faults()[field]??> ${field}-fault</#if>"<#if it.faults()[field]??> aria-invalid="true"</#if></#macro>
<@layout.page title=t("permission.ask.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("permission.ask.title", design.title())}</h1>
  <p class="design-lead">${t("permission.ask.why", design.ownerHandle(), design.licence())}</p>
  <form method="post" action="${design.path()}/permission" class="stack">
    <section class="card form-part">
      <div><label for="licence">${t("permission.licence")}</label><p class="hint" id="licence-hint">${t("permission.licence.hint")}</p><input id="licence" name="licence" required maxlength="300" list="licences" spellcheck="false" autocapitalize="none" value="${it.licence()}"<@marks "licence" "licence-hint"/>><datalist id="licences"><#list it.offered() as licence><option value="${licence.spdx()}">${licence.title()}</option></#list></datalist><@fault "licence"/></div>
      <div><label for="words">${t("permission.words")}</label><p class="hint" id="words-hint">${t("permission.words.hint")}</p><textarea id="words" name="words" required maxlength="2000" rows="5"<@marks "words" "words-hint"/>>${it.words()}</textarea><@fault "words"/></div>
    </section>
    <div class="send"><button class="primary">${t("permission.ask.do")}</button></div>
  </form>
</section>
</@layout.page>
