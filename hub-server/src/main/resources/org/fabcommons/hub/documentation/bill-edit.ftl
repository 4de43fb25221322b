<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<#assign design = it.design() action = design.path() + "/parts/edit">
<#macro cell name value row label hint="" list=""><#local id = name + "-" + row><div class="bill-${name}"><label for="${id}">${t(label)}</label><input id="${id}" name="${name}" value="${value}" maxlength="300"<#if name == "cost" || name == "quantity"> inputmode="decimal"</#if><#if list?has_content> list="${list}"</#if><#if name == "design" || name == "link"> autocapitalize="none" spellcheck="false"</#if><#if hint?has_content> placeholder="${hint}"</#if><@parts.marks id/>><@parts.fault id/></div></#macro>
<@layout.page title=t("documentation.bill.edit.title", design.title()) head=["design.css", "family.css", "documentation.css"]>
<section class="stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("documentation.bill.edit.title", design.title())}</h1>
  <p class="design-lead">${t("documentation.bill.edit.why", it.path())}</p>
  <@parts.refusal/>
  <@parts.theirs it.theirs()/>
  <form method="post" action="${action}" class="stack">
    <@parts.first/>
    <input type="hidden" name="base" value="${it.base()}">
    <p class="hint">${t("documentation.bill.edit.hint")}</p>
    <ol class="bill-rows"><#list it.rows() as line><li class="card" id="row-${line?index}"><fieldset><legend class="away">${t("documentation.bill.row", line?index + 1)}</legend>
      <div class="bill-grid">
      <@cell "name" line.name() line?index "documentation.part"/>
      <@cell "quantity" line.quantity() line?index "documentation.quantity" "1"/>
      <@cell "unit" line.unit() line?index "documentation.bill.unit" "" "units"/>
      <@cell "material" line.material() line?index "documentation.material"/>
      <@cell "cost" line.cost() line?index "documentation.bill.cost"/>
      <@cell "currency" line.currency() line?index "documentation.bill.currency" "EUR" "currencies"/>
      <@cell "link" line.link() line?index "documentation.bill.link" "https://"/>
      <@cell "design" line.design() line?index "documentation.bill.design" "lin/hinge"/>
      <@cell "note" line.note() line?index "documentation.bill.note"/>
      </div><input type="hidden" name="others" value="${it.others(line)}"><#if line.others()?has_content><p class="small faint"><#list line.others() as heading, cell>${heading}: ${cell}<#sep> · </#list></p></#if>
      <p class="row bill-do"><#if line?index gt 0><button class="small" name="do" value="up ${line?index}" formaction="${action}#row-${line?index - 1}" formnovalidate aria-label="${t("documentation.bill.up.of", line?index + 1)}">${t("documentation.bill.up")}</button></#if><button class="small" name="do" value="drop ${line?index}" formaction="${action}#row-${line?index}" formnovalidate aria-label="${t("documentation.edit.drop.of", t("documentation.part"), line?index + 1)}">${t("documentation.edit.drop")}</button></p>
    </fieldset></li></#list></ol>
    <datalist id="units"><#list ["mm", "cm", "m", "m²", "g", "kg", "ml", "l", "h"] as unit><option value="${unit}"></option></#list></datalist>
    <datalist id="currencies"><#list ["EUR", "USD", "GBP", "CHF", "CAD"] as currency><option value="${currency}"></option></#list></datalist>
    <p><button name="do" value="add" formaction="${action}#row-${it.rows()?size}" formnovalidate>${t("documentation.bill.add")}</button></p>
    <section class="card form-part"><@parts.message it.message()/></section>
    <div class="send row"><button class="primary" name="do" value="save">${t("documentation.edit.save")}</button> <a href="${design.path()}/parts">${t("documentation.edit.cancel")}</a></div>
  </form>
  <details class="card form-part"<#if it.faults()["import"]??> open</#if>><summary>${t("documentation.bill.import")}</summary>
    <form method="post" action="${action}/import" enctype="multipart/form-data" class="stack">
      <p class="hint" id="import-hint">${t("documentation.bill.import.hint")}</p>
      <div><label for="file">${t("documentation.bill.import.file")}</label><input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv"<@parts.marks "import" "import-hint"/>></div>
      <div><label for="paste">${t("documentation.bill.import.paste")}</label><textarea id="paste" name="paste" rows="4" class="figure"></textarea></div>
      <@parts.fault "import"/>
      <button>${t("documentation.bill.import.do")}</button>
    </form></details>
</section>
</@layout.page>
