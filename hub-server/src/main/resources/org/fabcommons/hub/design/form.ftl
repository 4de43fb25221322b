<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "icons.ftl" as icons>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p><#else><p class="fault" id="${field}-fault" hidden></p></#if></#macro>
<#macro marks field hint=""><#assign described = (hint?has_content?then(hint + " ", "")) + field + "-fault"> aria-describedby="${described}"<#if it.faults()[field]??> aria-invalid="true"</#if></#macro>

<#macro drop>
<section class="card form-part" aria-labelledby="part-files">
  <h2 id="part-files">${t("design.form.files")}</h2>
  <p class="hint" id="files-hint">${t("design.form.files.why")}</p>
  <div class="drop" data-drop>
    <@icons.icon "upload"/>
    <label for="files">${t("design.form.files.choose")}</label>
    <input id="files" type="file" name="file" multiple aria-describedby="files-hint file-fault">
    <p class="drop-or">${t("design.form.files.or")}</p>
  </div>
  <ul class="chosen" data-chosen hidden></ul>
  <@fault "file"/>
  <#if it.fileFaults()?has_content><div class="notice bad" role="alert"><#list it.fileFaults()?keys?filter(field -> field != "file")><ul><#items as field><li><strong>${field}</strong>: ${it.fileFaults()[field]}</li></#items></ul></#list><p>${t("design.form.files.again")}</p></div></#if>
</section>
</#macro>

<#macro about named>
<section class="card form-part" aria-labelledby="part-about">
  <h2 id="part-about">${t("design.form.about")}</h2>
  <div><label for="title">${t("design.form.title")}</label><input id="title" name="title" required maxlength="80" value="${it.wish().title()!""}"<@marks "title"/>><@fault "title"/></div>
  <#if named><div><label for="name">${t("design.form.name")}</label><p class="hint" id="name-hint">${t("design.form.name.hint", viewer.require().handle())}</p><input id="name" name="name" maxlength="60" pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?" autocapitalize="none" spellcheck="false" value="${it.wish().name()!""}"<@marks "name" "name-hint"/>><@fault "name"/></div></#if>
  <div><label for="summary">${t("design.form.summary")}</label><p class="hint" id="summary-hint">${t("design.form.summary.hint")}</p><textarea id="summary" name="summary" required maxlength="300" rows="3"<@marks "summary" "summary-hint"/>>${it.wish().summary()!""}</textarea><@fault "summary"/></div>
  <div><label for="tags">${t("design.form.tags")}</label><p class="hint" id="tags-hint">${t("design.form.tags.hint")}</p><input id="tags" name="tags" value="${it.tags()}"<@marks "tags" "tags-hint"/>><@fault "tags"/></div>
</section>
</#macro>

<#macro seen chosen>
<fieldset class="licences seen"><legend>${t("design.visibility")}</legend>
  <#list ["public", "unlisted", "private"] as each>
  <label class="choice"><input type="radio" name="visibility" value="${each}"<#if chosen == each> checked</#if>> <span><strong>${t("design.visibility." + each)?cap_first}</strong><br><span class="choice-why">${t("design.visibility." + each + ".long")}</span></span></label>
  </#list>
</fieldset>
</#macro>

<#macro home>
<section class="card form-part" aria-labelledby="part-home">
  <h2 id="part-home">${t("design.form.home")}</h2>
  <#if (it.owners()?size > 1)><div><label for="owner">${t("design.form.owner")}</label><select id="owner" name="owner"<@marks "owner"/>><#list it.owners() as owner><option value="${owner.handle()}"<#if it.owner() == owner.handle()> selected</#if>>${owner.displayName()} (@${owner.handle()})</option></#list></select><@fault "owner"/></div></#if>
  <@seen it.visibility()/>
</section>
</#macro>

<#macro licences>
<section class="card form-part" aria-labelledby="part-licence">
  <h2 id="part-licence">${t("design.form.licence")}</h2>
  <p class="hint">${t("design.form.licence.why")}</p>
  <@fault "licence"/>
  <#list it.groups() as group>
  <fieldset class="licences"><legend>${t("licence.group." + group.family())}</legend>
    <#list group.licences() as licence>
    <label class="choice"><input type="radio" name="licence" value="${licence.spdx()}"<#if (it.wish().licence()!"") == licence.spdx()> checked</#if>>
      <span><strong>${licence.title()}</strong> <span class="badge">${t("licence." + licence.key() + ".for")}</span><#if licence.offered()><br><span class="choice-why">${t("licence." + licence.key() + ".why")}</span></#if></span></label>
    </#list>
  </fieldset>
  </#list>
  <div class="licence-written"><label for="licenceWritten">${t("design.form.licence.written")}</label><p class="hint" id="licence-written-hint">${t("design.form.licence.written.hint")} <a href="https://spdx.org/licenses/" rel="noopener">spdx.org/licenses</a></p><input id="licenceWritten" name="licenceWritten" maxlength="300" autocapitalize="none" spellcheck="false" placeholder="MIT OR CERN-OHL-W-2.0" value="<#if it.licenceWritten()>${it.wish().licence()}</#if>" aria-describedby="licence-written-hint licence-fault"<#if it.faults()["licence"]??> aria-invalid="true"</#if>></div>
  <@partLicences/>
</section>
</#macro>

<#-- Documentation and software may have licences of their own, as Open Know-How has it. -->
<#macro partLicences>
<#assign own = it.wish().parts()>
<details class="form-more"<#if !own.isNone() || it.faults()["documentationLicence"]?? || it.faults()["softwareLicence"]??> open</#if>><summary>${t("design.form.licence.parts")}</summary>
  <p class="hint" id="parts-hint">${t("design.form.licence.parts.why")}</p>
  <div><label for="documentationLicence">${t("design.form.licence.documentation")}</label><input id="documentationLicence" name="documentationLicence" maxlength="300" autocapitalize="none" spellcheck="false" placeholder="CC-BY-SA-4.0" value="${own.documentation()}"<@marks "documentationLicence" "parts-hint"/>><@fault "documentationLicence"/></div>
  <div><label for="softwareLicence">${t("design.form.licence.software")}</label><input id="softwareLicence" name="softwareLicence" maxlength="300" autocapitalize="none" spellcheck="false" placeholder="GPL-3.0-or-later" value="${own.software()}"<@marks "softwareLicence" "parts-hint"/>><@fault "softwareLicence"/></div>
</details>
</#macro>

<#macro send label>
<div class="send" data-send data-max="${it.maxFileBytes()}" data-large="${t("design.form.large")}" data-sending="${t("design.form.sending")}" data-keeping="${t("design.form.keeping")}" data-lost="${t("design.form.lost")}" data-remove="${t("design.form.files.remove")}" data-total="${t("design.form.files.total")}" data-check="${t("design.form.check")}" data-theirs="${t("design.form.theirs")}" data-progress="${t("design.form.progress")}" data-pause="${t("design.form.pause")}" data-resume="${t("design.form.resume")}" data-left="${t("design.form.left")}" data-resting="${t("design.form.resting")}" data-paused="${t("design.form.paused")}" data-arrived="${t("design.form.arrived")}">
  <p class="fault" data-refusal role="alert" hidden></p>
  <div class="send-progress" hidden data-whole><progress max="1" value="0" aria-label="${t("design.form.progress")}"></progress><p class="small faint" data-progress-words role="status"></p></div>
  <button class="primary">${label}</button>
</div>
</#macro>
