<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/licence/verdict.ftl" as verdict>
<#assign design = it.design()>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<@layout.page title=t("derivation.title", design.title()) head=["design.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a> <span class="faint">${t("derivation.by", design.ownerHandle())}</span></p>
  <h1>${t("derivation.title", design.title())}</h1>
  <p class="design-lead">${t("derivation.why", design.ownerHandle())}</p>
  <#if !it.licences()?has_content><@verdict.whole it.verdict() it.wish().licence()/></#if>
  <#if it.faults()["licence"]?? && it.licences()?has_content><p class="notice bad" role="alert">${it.faults()["licence"]}</p></#if>
  <#if it.licences()?has_content || it.others().also()?has_content || it.others().parts()?has_content>
  <form method="post" action="${design.path()}/remix" class="stack">
    <section class="card form-part" aria-labelledby="part-kind"><h2 id="part-kind">${t("derivation.kind")}</h2><@fault "kind"/>
      <fieldset class="licences"><legend class="away">${t("derivation.kind")}</legend>
      <#list it.kinds() as kind>
      <label class="choice"><input type="radio" name="kind" value="${kind.wire()}"<#if it.kind() == kind> checked</#if>><span><strong>${t("derivation.kind." + kind.wire())?cap_first}</strong><br><span class="choice-why">${t("derivation.kind." + kind.wire() + ".why")}</span></span></label>
      </#list></fieldset>
    </section>
    <section class="card form-part">
      <div><label for="newName">${t("derivation.name")}</label><p class="hint">/@${viewer.require().handle()}/…</p><input id="newName" name="newName" required maxlength="60" autocapitalize="none" spellcheck="false" value="${it.wish().name()!""}"<@marks "name"/>><@fault "name"/></div>
      <div><label for="title">${t("design.form.title")}</label><input id="title" name="title" required maxlength="80" value="${it.wish().title()!""}"<@marks "title"/>><@fault "title"/></div>
      <div><label for="summary">${t("design.form.summary")}</label><textarea id="summary" name="summary" required maxlength="300" rows="3"<@marks "summary"/>>${it.wish().summary()!""}</textarea><@fault "summary"/></div>
      <div><label for="note">${t("derivation.note")}</label><p class="hint">${t("derivation.note.hint")}</p><textarea id="note" name="note" maxlength="500" rows="2"<@marks "note"/>>${it.note()}</textarea><@fault "note"/></div>
      <div><label for="revision">${t("derivation.from")}</label><select id="revision" name="revision"><#list it.revisions() as each><option value="${each.id()}"<#if each.id() == it.revision()> selected</#if>>${(each.id() == design.headRevision())?then(t("derivation.from.newest"), format.date(each.createdAt()))} · ${each.shortId()} · ${each.message()?keep_before("\n")?truncate(60, "…")}</option></#list></select></div>
      <div><label for="also">${t("derivation.also")}</label><p class="hint" id="also-hint">${t("derivation.also.hint")}</p><input id="also" name="also" value="${it.others().also()}" autocapitalize="none" spellcheck="false" placeholder="lin/hinge"<@marks "also"/>><@fault "also"/></div>
      <div><label for="parts">${t("derivation.parts")}</label><p class="hint">${t("derivation.parts.hint")}</p><input id="parts" name="parts" value="${it.others().parts()}" autocapitalize="none" spellcheck="false" placeholder="ada/knob"<@marks "parts"/>><@fault "parts"/></div>
    </section>
    <#if it.licences()?has_content>
    <section class="card form-part" aria-labelledby="part-licence"><h2 id="part-licence">${t("design.licence")}</h2>
      <p class="hint"><#if it.verdict().findings()?filter(finding -> finding.granted())?has_content>${t("derivation.licence.why.granted")}<#else>${it.others().also()?has_content?then(t("derivation.licence.why.all"), t("derivation.licence.why", design.licence()))}</#if></p>
      <fieldset class="licences"><legend class="away">${t("design.licence")}</legend>
      <#list it.licences() as choice><#assign licence = choice.licence()>
      <label class="choice"><input type="radio" name="licence" value="${licence.spdx()}" required<#if (it.wish().licence()!"") == licence.spdx() || it.licences()?size == 1> checked</#if>><span><strong>${licence.title()}</strong><#if choice.conditions()?has_content> <span class="badge warn">${t("licence.conditional")}</span></#if><#if licence.offered()><br><span class="choice-why">${t("licence." + licence.key() + ".why")}</span></#if><#list choice.conditions() as condition><br><span class="choice-why condition">${condition}</span></#list></span></label>
      </#list></fieldset>
      <#assign own = it.wish().parts()>
      <details class="form-more"<#if !own.isNone() || it.faults()["documentationLicence"]?? || it.faults()["softwareLicence"]??> open</#if>><summary>${t("design.form.licence.parts")}</summary>
        <p class="hint">${t("derivation.licence.parts")}</p>
        <div><label for="documentationLicence">${t("design.form.licence.documentation")}</label><input id="documentationLicence" name="documentationLicence" maxlength="300" autocapitalize="none" spellcheck="false" value="${own.documentation()}"<@marks "documentationLicence"/>><@fault "documentationLicence"/></div>
        <div><label for="softwareLicence">${t("design.form.licence.software")}</label><input id="softwareLicence" name="softwareLicence" maxlength="300" autocapitalize="none" spellcheck="false" value="${own.software()}"<@marks "softwareLicence"/>><@fault "softwareLicence"/></div>
      </details>
    </section>
    <@verdict.whole it.verdict() it.wish().licence()/>
    </#if>
    <div class="send row"><#if it.licences()?has_content><button class="primary">${t("derivation.do")}</button></#if> <button formmethod="get" formnovalidate formaction="${design.path()}/remix#licences">${t("derivation.look")}</button></div>
  </form>
  </#if>
</section>
</@layout.page>
