<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- The search field: a plain form, to which suggest.js adds suggestions. -->
<#macro field value="" kept=[]>
<form class="search" role="search" action="/designs">
  <div class="ask">
    <label for="q" class="unseen">${t("search.label")}</label>
    <input id="q" name="q" type="search" value="${value}" maxlength="200" placeholder="${t("search.hint")}" autocomplete="off" spellcheck="false" data-suggest="suggestions" data-words="${t("search.suggest.words")}" data-designs="${t("search.suggest.designs")}" data-people="${t("search.suggest.people")}" data-count="${t("search.suggest.count")}" data-none="${t("search.suggest.none")}">
    <div id="suggestions" class="suggestions" role="listbox" aria-label="${t("search.suggestions")}" hidden></div>
    <p id="suggestions-status" class="unseen" role="status"></p>
  </div>
  <#list kept as field><input type="hidden" name="${field.name()}" value="${field.value()}"></#list>
  <button class="primary">${t("search.do")}</button>
</form>
</#macro>
