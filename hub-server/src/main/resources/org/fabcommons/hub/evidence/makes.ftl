<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/evidence/parts.ftl" as evidence>
<section aria-labelledby="makes"><h2 id="makes">${t("evidence.title")}</h2>
  <#if part.makes()?has_content>
  <ul class="makes">
  <#list part.makes() as make><li class="card make-card">
    <#if make.photoPath().present><a class="make-photo" href="${make.photoPath().get()}"><img src="${make.photoPath().get()}" alt="${t("evidence.photo")}" loading="lazy"></a></#if>
    <div class="make-words">
      <p><@evidence.verdict make/> <strong>${t("evidence.on", make.machineName())}</strong> <span class="faint small">${make.profile()}<#if make.simulated()> · ${t("evidence.simulated")}</#if><#if make.ranAtAgent()> · ${t("evidence.origin.agent")}</#if></span></p>
      <#if make.reason().present><p>${make.reason().get()}</p></#if>
      <#if make.notes().present><p class="make-notes">${make.notes().get()}</p></#if>
      <#if part.picturesOf(make)?has_content><p class="make-shots"><#list part.picturesOf(make) as shot><a href="${shot.href()}"><img src="${shot.href()}" alt="${t("evidence.shot")}, ${format.time(shot.takenAt())}" loading="lazy"></a></#list></p></#if>
      <#if make.tools()?has_content><p class="small">${t("evidence.tools")} <#list make.tools()?filter(tool -> tool.longerMm() != 0) as tool><#if tool.tool()?has_content>${tool.tool()}<#else>${t("evidence.tools.other")}</#if> ${format.signed(tool.longerMm(), 3)} mm<#sep>, <#else>${t("evidence.tools.zero")}</#list></p></#if>
      <p class="faint small"><time datetime="${format.iso(make.endedAt())}">${format.date(make.endedAt())}</time> · <#if make.path().present>${make.path().get()}<#else>${make.fileName()}</#if><#if make.revision().present> · <a class="figure" href="${part.design().path()}?revision=${make.revision().get()}">${make.revision().get()?substring(0, 7)}</a><#if make.revision().get() != part.design().headRevision()> (${t("evidence.older")})</#if></#if><#if make.reporter().present> · ${t("evidence.by", "@" + make.reporter().get())}</#if><#if make.toolpathPath().present> · <a href="${make.toolpathPath().get()}">${t("evidence.toolpath")}</a></#if></p>
    </div>
  </li></#list>
  </ul>
  <#else><p class="empty">${t("evidence.makes.none")}</p></#if>
</section>
