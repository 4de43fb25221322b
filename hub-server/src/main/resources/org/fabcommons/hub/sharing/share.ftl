<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/job/parts.ftl" as parts>
<#assign told = it.told()><#assign base = "/shared/" + it.shared().id()>
<#function filled name><#return it.filled()[name]!""></#function>
<#macro fault field><#list it.faults() as one><#if one.field() == field><p class="fault" id="${field}-fault">${one.message()}</p></#if></#list></#macro>
<#macro withdraw><details class="sure"><summary class="button">${t("sharing.discard")}</summary><div class="card"><p>${t("sharing.discard.sure")}</p><form method="post" action="${base}/withdraw"><button class="danger">${t("sharing.discard.do")}</button></form></div></details></#macro>
<@layout.page title=t("sharing.title") head=["lab.css", "machine.css", "job.css", "evidence.css"]>
<div class="stack">
  <header>
    <p class="faint crumbs"><a href="/jobs">${t("job.jobs.title")}</a></p>
    <h1>${t("sharing.title")}</h1>
    <p class="faint"><span class="file-name">${told.fileName()}</span> · ${t("evidence.on", it.machine().name())} · <time datetime="${format.iso(told.endedAtMillis())}">${format.time(told.endedAtMillis())}</time></p>
  </header>
  <#if it.shared().publishedAt().present>
  <p class="notice good">${t("sharing.published")}</p>
  <p><a class="button primary" href="/jobs/${it.shared().id()}">${t("sharing.published.see")}</a></p>
  <#else>
  <p class="notice"><strong>${t("sharing.private")}</strong> ${t("sharing.private.why")}</p>
  <#if it.faults()?has_content><div class="notice bad" role="alert"><ul class="findings"><#list it.faults() as one><li>${one.message()}</li></#list></ul></div></#if>
  <form method="get" action="${base}" class="card stack">
    <div><h2>${t("sharing.design")}</h2><p class="faint small">${t("sharing.design.why")}</p></div>
    <#if it.suggestions()?has_content><p class="row"><#list it.suggestions() as design><a class="button" href="${base}?design=${design.fullName()?url}">${design.title()} <span class="faint small">${design.fullName()}</span></a></#list></p></#if>
    <div><label for="design">${t("sharing.design.label")}</label><p class="hint" id="design-hint">${t("sharing.design.hint")}</p>
      <div class="row"><input id="design" name="design" value="${it.asked()}" required aria-describedby="design-hint" autocomplete="off" spellcheck="false"> <button<#if !it.belonging().present> class="primary"</#if>>${t("sharing.design.do")}</button></div></div>
  </form>
  <#if it.belonging().present><#assign belonging = it.belonging().get()><#assign design = belonging.design()>
  <form method="post" action="${base}" enctype="multipart/form-data" class="card stack report-form">
    <input type="hidden" name="design" value="${design.fullName()}">
    <div><h2>${t("evidence.report.title")}</h2><p class="faint small">${t("evidence.report.why")}</p></div>
    <#if belonging.found().present><p class="notice good">${t("sharing.found", belonging.found().get().path(), belonging.found().get().revision()[0..6])}</p><#else><p class="notice">${t("sharing.found.not", design.title())}</p></#if>
    <div><label for="revision">${t("sharing.revision")}</label><p class="hint" id="revision-hint">${t("sharing.revision.hint")}</p>
      <select id="revision" name="revision" aria-describedby="revision-hint"><#list belonging.revisions() as revision><option value="${revision.id()}"<#if (filled("revision")?has_content && filled("revision") == revision.id()) || (!filled("revision")?has_content && belonging.found().present && belonging.found().get().revision() == revision.id())> selected</#if>>${format.date(revision.createdAt())} · ${revision.id()[0..6]} · ${revision.message()?keep_before("\n")?truncate(60)}</option></#list></select><@fault "revision"/></div>
    <fieldset class="outcomes"><legend class="visually-hidden">${t("evidence.report.outcome")}</legend>
      <#list ["worked", "partly", "failed"] as outcome><label class="outcome ${outcome}"><input type="radio" name="outcome" value="${outcome}" required<#if filled("outcome") == outcome> checked</#if>> <span><strong>${t("evidence.report." + outcome)}</strong><br><span class="faint small">${t("evidence.report." + outcome + ".hint")}</span></span></label></#list>
    </fieldset>
    <div><label for="reason">${t("evidence.report.reason")}</label><p class="hint" id="reason-hint">${t("evidence.report.reason.hint")}</p><input id="reason" name="reason" maxlength="200" value="${filled("reason")}" aria-describedby="reason-hint"></div>
    <div><label for="notes">${t("evidence.report.notes")}</label><p class="hint" id="notes-hint">${t("evidence.report.notes.hint")}</p><textarea id="notes" name="notes" maxlength="5000" aria-describedby="notes-hint">${filled("notes")}</textarea></div>
    <#if it.pictures()?has_content>
    <fieldset><legend>${t("evidence.report.pictures")}</legend><p class="hint">${t("evidence.report.pictures.hint", it.most())}</p>
      <ul class="job-shots"><#list it.pictures() as shot><li><label class="shot"><img src="${base}/pictures/${shot.takenAt()?c}" alt="${t("picture." + shot.moment())}, ${format.time(shot.takenAt())}" loading="lazy"><span class="small"><input type="checkbox" name="picture" value="${shot.takenAt()?c}"<#if it.ticked()?seq_contains(shot.takenAt())> checked</#if>> ${t("picture." + shot.moment())}</span></label></li></#list></ul><@fault "pictures"/></fieldset>
    </#if>
    <div><label for="photo">${t("evidence.report.photo")}</label><p class="hint" id="photo-hint">${t("evidence.report.photo.hint")}</p><input id="photo" type="file" name="photo" accept="image/jpeg,image/png" aria-describedby="photo-hint"></div>
    <#if belonging.found().present>
    <#elseif it.secrets().present><p class="notice warn">${t("sharing.secrets", it.secrets().get())}</p>
    <#else><div><label class="check"><input type="checkbox" name="attach" value="yes"<#if it.filled()?size == 0 || filled("attach") == "yes"> checked</#if>> <span>${t("sharing.attach")}</span></label><p class="hint">${t("sharing.attach.hint")}</p><@fault "attach"/></div></#if>
    <section class="consent" aria-labelledby="public"><h3 id="public">${t("sharing.public")}</h3>
      <ul>
        <li>${t("sharing.public.who", "@" + it.handle())}</li>
        <li>${t("sharing.public.machine", it.machine().name(), it.machine().profile())}<#if it.machine().simulated()> (${t("machine.simulated")})</#if></li>
        <li>${t("sharing.public.job", told.fileName(), t("evidence.ended." + told.ending().wireName()), format.date(told.endedAtMillis()))}</li>
        <li>${t("sharing.public.said")}</li>
      </ul>
      <p class="small faint">${t("sharing.public.not", it.labName())}</p></section>
    <#if it.fileHere()><button class="primary">${t("sharing.do", design.title())}</button><#else><p class="notice warn">${t("sharing.file.coming")} <a href="${base}?design=${design.fullName()?url}">${t("sharing.file.again")}</a></p></#if>
  </form>
  </#if>
  <#if it.toolpath().present><section class="card"><h2>${t("job.toolpath")}</h2><dl class="facts"><@parts.toolpath it.toolpath().get()/></dl><p class="hash">${told.sha256()}</p></section></#if>
  <div class="row"><@withdraw/></div>
  </#if>
</div>
</@layout.page>
