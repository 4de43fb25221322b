<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/evidence/parts.ftl" as evidence>
<#assign make = part.make()>
<#if make.outcome().present>
<section class="card"><h2>${t("evidence.report.done")}</h2>
  <p><@evidence.verdict make/></p>
  <#if make.photoPath().present><p><a href="${make.photoPath().get()}"><img class="report-photo" src="${make.photoPath().get()}" alt="${t("evidence.photo")}"></a></p></#if>
  <#if part.shown()?has_content><p class="make-shots"><#list part.shown() as shot><a href="${shot.href()}"><img src="${shot.href()}" alt="${t("evidence.shot")}, ${format.time(shot.takenAt())}" loading="lazy"></a></#list></p></#if>
  <#if make.reason().present><p>${make.reason().get()}</p></#if>
  <#if make.notes().present><p class="make-notes">${make.notes().get()}</p></#if>
  <p class="faint small"><#if make.reporter().present>${t("evidence.by", "@" + make.reporter().get())} · </#if><time datetime="${format.iso(make.reportedAt().get())}">${format.time(make.reportedAt().get())}</time></p>
<link rel="stylesheet" href="/assets/evidence.css"></section>
<#elseif part.mayReport()>
<form method="post" action="/jobs/${make.job()}/report" enctype="multipart/form-data" class="card stack report-form" id="report-form" data-keep>
  <div><h2>${t("evidence.report.title")}</h2><p class="faint small"><#if make.design().present>${t("evidence.report.why")}<#else>${t("evidence.report.private")}</#if></p></div>
  <fieldset class="outcomes"><legend class="visually-hidden">${t("evidence.report.outcome")}</legend>
    <#list ["worked", "partly", "failed"] as outcome><label class="outcome ${outcome}"><input type="radio" name="outcome" value="${outcome}" required> <span><strong>${t("evidence.report." + outcome)}</strong><br><span class="faint small">${t("evidence.report." + outcome + ".hint")}</span></span></label></#list>
  </fieldset>
  <div><label for="reason">${t("evidence.report.reason")}</label><p class="hint" id="reason-hint">${t("evidence.report.reason.hint")}</p><input id="reason" name="reason" maxlength="200" aria-describedby="reason-hint"></div>
  <div><label for="notes">${t("evidence.report.notes")}</label><p class="hint" id="notes-hint">${t("evidence.report.notes.hint")}</p><textarea id="notes" name="notes" maxlength="5000" aria-describedby="notes-hint"></textarea></div>
  <#if part.taken()?has_content>
  <fieldset><legend>${t("evidence.report.pictures")}</legend><p class="hint">${t("evidence.report.pictures.hint", part.most())}</p>
    <ul class="job-shots"><#list part.taken() as shot><li><label class="shot"><img src="${shot.href()}" alt="${t("picture." + shot.moment())}, ${format.time(shot.takenAt())}" loading="lazy"><span class="small"><input type="checkbox" name="picture" value="${shot.takenAt()?c}"> ${t("picture." + shot.moment())}</span></label></li></#list></ul></fieldset>
  </#if>
  <div><label for="photo">${t("evidence.report.photo")}</label><p class="hint" id="photo-hint">${t("evidence.report.photo.hint")}</p><input id="photo" type="file" name="photo" accept="image/jpeg,image/png" aria-describedby="photo-hint"></div>
  <button class="primary">${t("evidence.report.do")}</button>
<link rel="stylesheet" href="/assets/evidence.css"></form>
<#elseif make.started()><p class="notice">${t("evidence.report.wait")}</p></#if>
