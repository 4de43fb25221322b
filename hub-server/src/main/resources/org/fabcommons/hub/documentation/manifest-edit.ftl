<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<#assign design = it.design() action = design.path() + "/manifest/edit">
<#macro input field value index><#local id = field.wire() + (index == 0)?then("", "-" + index)><#local kind = field.field().kind()>
<#if kind.choices()?has_content><select id="${id}" name="${field.wire()}"<@parts.marks field.wire() field.wire() + "-hint"/>><option value=""></option><#list kind.choices() as choice><option<#if value == choice> selected</#if>>${choice}</option></#list><#if value?has_content && !kind.choices()?seq_contains(value)><option selected>${value}</option></#if></select>
<#elseif kind == "TEXT"><textarea id="${id}" name="${field.wire()}" rows="3"<@parts.marks field.wire() field.wire() + "-hint"/>>${"\n"}${value}</textarea>
<#else><input id="${id}" name="${field.wire()}" value="${value}"<#if index gt 0> aria-label="${t("okh.field." + field.wire())} ${index + 1}"</#if><#if kind == "NUMBER"> inputmode="decimal"</#if><#if kind == "PATH" || kind == "PATHS"> list="paths" autocapitalize="none" spellcheck="false"</#if><@parts.marks field.wire() field.wire() + "-hint"/>></#if></#macro>
<@layout.page title=t("documentation.edit.title", design.title()) head=["design.css", "family.css", "documentation.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("documentation.edit.title", design.title())}</h1>
  <p class="design-lead">${t("documentation.edit.why", it.path())}</p>
  <nav class="chips" aria-label="${t("documentation.edit.ways")}"><@parts.way path=action text="documentation.edit.fields" here=!it.text()/><@parts.way path=action + "?as=text" text="documentation.edit.text" here=it.text()/></nav>
  <@parts.refusal/>
  <@parts.theirs it.theirs()/>
  <#if !it.text()><#assign faulty = it.faults()?keys?filter(name -> name?has_content && it.hasField(name))>
  <#if faulty?has_content><div class="notice bad" role="alert"><p>${t("documentation.edit.faults")}</p><ul><#list faulty as name><li><a href="#f-${name}">${t("okh.field." + name)}</a></li></#list></ul></div></#if></#if>
  <form method="post" action="${action}" class="stack">
    <@parts.first/>
    <input type="hidden" name="base" value="${it.base()}">
    <#if it.text()>
    <section class="card form-part">
      <div><label for="text">${it.path()}</label><p class="hint" id="text-hint">${t("documentation.edit.text.hint")}</p>
      <textarea id="text" name="text" rows="26" spellcheck="false" class="figure manifest-text" aria-describedby="text-hint<#if it.faults()?has_content> text-faults</#if>"<#if it.faults()?has_content> aria-invalid="true"</#if>>${"\n"}${it.raw()}</textarea></div>
      <#assign named = it.faults()?keys?filter(name -> name?has_content)>
      <#if named?has_content><ul class="faults" id="text-faults"><#list named as name><li><#if it.lines()[name]??>${t("documentation.edit.line", it.lines()[name])} </#if><code>${name}</code> ${it.faults()[name]}</li></#list></ul></#if>
    </section>
    <#else>
    <#list it.sections() as section>
    <section class="card form-part" aria-labelledby="group-${section.group()}"><h2 id="group-${section.group()}">${t("okh.group." + section.group())}</h2>
      <#list section.entries() as field>
      <div class="field" id="f-${field.wire()}"><label for="${field.wire()}">${t("okh.field." + field.wire())}</label><p class="hint" id="${field.wire()}-hint">${t("okh.field." + field.wire() + ".hint")}</p>
        <#if field.field().kind().several()>
        <ul class="rows"><#list field.values() as value><li><@input field value value?index/><button class="small" name="do" value="drop ${field.wire()} ${value?index}" formaction="${action}#f-${field.wire()}" formnovalidate aria-label="${t("documentation.edit.drop.of", t("okh.field." + field.wire()), value?index + 1)}">${t("documentation.edit.drop")}</button></li></#list></ul>
        <button class="small" name="do" value="add ${field.wire()}" formaction="${action}#f-${field.wire()}" formnovalidate aria-label="${t("documentation.edit.add.of", t("okh.field." + field.wire()))}">${t("documentation.edit.add")}</button>
        <#else><@input field field.values()[0] 0/></#if>
        <@parts.fault field.wire()/></div>
      </#list>
    </section></#list>
    <datalist id="paths"><#list it.files() as path><option value="${path}"></option></#list></datalist>
    <#-- Faults of what the form has no field for, such as parts. -->
    <#assign others = it.faults()?keys?filter(name -> name?has_content && !it.hasField(name))>
    <#if others?has_content><section class="notice warn"><p>${t("documentation.edit.others")}</p><ul><#list others as name><li><code>${name}</code> ${it.faults()[name]}</li></#list></ul></section></#if>
    </#if>
    <#if it.suggestions()?has_content><section class="card" aria-labelledby="better"><h2 id="better">${t("documentation.better")}</h2><p class="faint">${t("documentation.better.why")}</p><ul><#list it.suggestions() as one><li>${one.text()}</li></#list></ul></section></#if>
    <#if it.preview()?has_content><section class="card" aria-labelledby="preview" id="previewed"><h2 id="preview">${t("documentation.edit.previewed", it.path())}</h2><pre class="said-line" tabindex="0">${it.preview()}</pre></section></#if>
    <section class="card form-part"><@parts.message it.message()/></section>
    <div class="send row"><button class="primary" name="do" value="save">${t("documentation.edit.save")}</button> <button name="do" value="preview" formaction="${action}#previewed" formnovalidate>${t("documentation.edit.preview")}</button> <a href="${design.path()}/manifest">${t("documentation.edit.cancel")}</a></div>
  </form>
</section>
</@layout.page>
