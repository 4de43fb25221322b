<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#if part.underWay()>
<section class="card job-camera" id="job-camera" data-pictures="/api/v1/jobs/${part.job()}/pictures" data-kept="${part.kept()?size?c}"<#if !part.live().present> hidden</#if>>
  <div class="row spread"><h2>${t("picture.live")}</h2><p class="faint small" data-picture-at><#if part.live().present><time datetime="${format.iso(part.live().get())}">${format.time(part.live().get())}</time></#if></p></div>
  <p class="notice bad" role="status" data-notice="stalled"<#if part.notice().orElse("") != "stalled"> hidden</#if>>${t("picture.notice.stalled")}</p>
  <p class="notice bad" role="status" data-notice="trouble"<#if part.notice().orElse("") != "trouble"> hidden</#if>>${t("picture.notice.trouble")}</p>
  <img class="job-live-picture" alt="${t("picture.live.alt")}"<#if part.live().present> src="/jobs/${part.job()}/pictures/live?at=${part.live().get()?c}"</#if>>
  <p class="faint small">${t("picture.who")}</p>
</section></#if>
<#if part.kept()?has_content>
<section class="card"><h2>${t("picture.kept")}</h2>
  <ul class="job-shots">
  <#list part.kept() as shot><li><a href="${shot.href()}"><img src="${shot.href()}" alt="${t("picture." + shot.moment())}, ${format.time(shot.takenAt())}" loading="lazy"></a>
    <p class="small"><strong>${t("picture." + shot.moment())}</strong> <span class="faint"><time datetime="${format.iso(shot.takenAt())}">${format.time(shot.takenAt())}</time></span></p></li></#list>
  </ul>
</section></#if>
<#if part.film().present>
<section class="card"><h2>${t("picture.film")}</h2>
  <video class="job-film" controls preload="metadata" src="${part.film().get().href()}"></video>
  <p class="small"><a href="${part.film().get().href()}" download>${t("picture.film.download")}</a> <span class="faint">${format.bytes(part.film().get().sizeBytes())}</span></p>
</section></#if>
