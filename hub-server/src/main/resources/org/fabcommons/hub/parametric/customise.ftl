<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign design = it.design()>
<@layout.page title=t("parametric.title", design.title()) head=["design.css", "parametric.css"] script=["parametric.js"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("parametric.customise")}</h1>
  <p class="faint">${t("parametric.why")}</p>
  <#if (it.files()?size > 1)><nav class="row" aria-label="${t("parametric.files")}"><#list it.files() as file><a class="chip" href="${design.path()}/customise?file=${file?url}"<#if file == it.file()> aria-current="page"</#if>>${file}</a></#list></nav></#if>
  <#if it.presets()?has_content><nav class="row" aria-label="${t("parametric.presets")}"><span class="faint">${t("parametric.presets")}</span><#list it.presets() as preset><a class="chip" href="${design.path()}/customise?file=${it.file()?url}&amp;preset=${preset?url}"<#if preset == it.preset()> aria-current="true"</#if>>${preset}</a></#list></nav></#if>
  <#if it.faults()["file"]??><div class="notice bad" role="alert"><p>${it.faults()["file"]}</p></div></#if>
  <form method="post" action="${design.path()}/customise" class="stack" data-customise>
    <input type="hidden" name="file" value="${it.file()}"><input type="hidden" name="revision" value="${it.revision()}">
    <#list it.sections() as section><#assign s = section?index>
    <fieldset class="card parameters"><legend><#if section.title()?lower_case == "global">${t("parametric.global")}<#elseif section.title()?has_content>${section.title()}<#else>${t("parametric.section")}</#if></legend>
      <#list section.parameters() as parameter><@field parameter "f" + s + "-" + parameter?index/></#list>
    </fieldset></#list>
    <div class="row"><#if viewer.person().present><button class="primary">${t("parametric.render")}</button><#else><a class="button primary" href="/sign-in?next=${(design.path() + "/customise")?url}">${t("parametric.sign-in")}</a></#if>
    <a class="button" href="${design.path()}/customise?file=${it.file()?url}">${t("parametric.reset")}</a></div>
    <p class="faint small">${t("parametric.limits")}</p>
  </form>
</section>
</@layout.page>
<#macro field parameter id>
<#assign kind = parameter.kind(), name = "p." + parameter.name(), value = it.value(parameter), wrong = it.faults()[parameter.name()]??>
<#assign marks>aria-describedby="${id}-hint"<#if wrong> aria-invalid="true"</#if></#assign>
<div class="parameter<#if kind == "YES_NO"> parameter-yes</#if>">
  <label for="${id}">${parameter.name()?replace("_", " ")}</label>
  <#if parameter.choices()?has_content><select id="${id}" name="${name}" ${marks?no_esc}><#list parameter.choices() as choice><option value="${choice.value()}"<#if choice.value() == value> selected</#if>>${choice.label()}</option></#list></select>
  <#elseif kind == "NUMBER"><input id="${id}" name="${name}" type="number" inputmode="decimal" value="${value}" required step="<#if parameter.step().present>${parameter.step().get()?c}<#else>any</#if>"<#if parameter.min().present> min="${parameter.min().get()?c}"</#if><#if parameter.max().present> max="${parameter.max().get()?c}"</#if> ${marks?no_esc}>
  <#elseif kind == "YES_NO"><input id="${id}" name="${name}" type="checkbox" value="true"<#if value == "true"> checked</#if> ${marks?no_esc}>
  <#elseif kind == "VECTOR"><span class="parameter-vector"><#list value?split(",") as number><input<#if number?is_first> id="${id}"<#else> aria-label="${t("parametric.number", parameter.name()?replace("_", " "), number?counter)}"</#if> name="${name}" type="number" inputmode="decimal" value="${number?trim}" required step="<#if parameter.step().present>${parameter.step().get()?c}<#else>any</#if>"<#if parameter.min().present> min="${parameter.min().get()?c}"</#if><#if parameter.max().present> max="${parameter.max().get()?c}"</#if> ${marks?no_esc}></#list></span>
  <#else><input id="${id}" name="${name}" value="${value}" maxlength="${parameter.maxLength()}" ${marks?no_esc}></#if>
  <p class="hint" id="${id}-hint">${parameter.description()}<#if parameter.description()?has_content && (parameter.min().present && parameter.max().present && (kind == "NUMBER" || kind == "VECTOR") || kind == "TEXT" && !parameter.choices()?has_content && parameter.maxLength() lt 200)> ·</#if><#if parameter.min().present && parameter.max().present && (kind == "NUMBER" || kind == "VECTOR")> <span class="figure">${parameter.min().get()?c} – ${parameter.max().get()?c}</span></#if><#if kind == "TEXT" && !parameter.choices()?has_content && parameter.maxLength() lt 200> <span>${t("parametric.most", parameter.maxLength())}</span></#if><#if wrong> <span class="fault">${it.faults()[parameter.name()]}</span></#if></p>
</div>
</#macro>
