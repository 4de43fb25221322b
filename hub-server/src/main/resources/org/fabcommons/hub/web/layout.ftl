<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- The frame of every page. head and script are lists of assets that the page brings; feed is where its Atom feed is. -->
<#macro way path text><#assign here = viewer.path() == path || viewer.path()?starts_with(path + "?")><a href="${path}"<#if here> aria-current="page"<#elseif viewer.path()?starts_with(path + "/")> aria-current="true"</#if>>${t(text)}</a></#macro>
<#-- counted: whether the title begins with what waits for the viewer; for pages that are kept fresh. -->
<#macro page title head=[] script=[] class="" feed="" counted=false>
<#assign waiting = calls()><#assign mail = letters()>
<!doctype html>
<html lang="${viewer.locale().language}" data-theme="${viewer.theme()?lower_case}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><#if counted && (waiting > 0)>(${waiting}) </#if>${title} · FabCommons</title>
<link rel="stylesheet" href="/assets/hub.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<#if feed?has_content><link rel="alternate" type="application/atom+xml" href="${feed}" title="${title}"></#if>
<#list head as sheet><link rel="stylesheet" href="/assets/${sheet}"></#list>
<#list script as module><script type="module" src="/assets/${module}"></script></#list>
</head>
<body class="${class}">
<a class="skip" href="#main">${t("web.skip")}</a>
<header class="top">
  <div class="wide row">
    <a class="brand" href="/"><img src="/assets/icon.svg" alt="" width="28" height="28"> FabCommons</a>
    <nav aria-label="${t("web.nav")}" class="row ways">
      <@way "/designs" "web.designs"/>
      <@way "/labs" "web.labs"/>
      <@way "/machines" "web.machines"/>
      <#if viewer.person().present><@way "/jobs" "web.jobs"/><a class="calls" id="calls" href="/jobs#needs"<#if waiting == 0> hidden</#if>><span aria-hidden="true">${waiting}</span><span class="unseen">${t("web.calls", waiting)}</span></a></#if>
    </nav>
    <nav aria-label="${t("web.nav.you")}" class="row you">
      <#if viewer.person().present>
      <a class="button primary small" href="/publish">${t("web.publish")}</a>
      <a class="name" href="/account"<#if viewer.path()?starts_with("/account")> aria-current="page"</#if>>${viewer.person().get().displayName()}</a><#if (mail > 0)><a class="calls" href="/account"><span aria-hidden="true">${mail}</span><span class="unseen">${t("web.letters", mail)}</span></a></#if>
      <#else>
      <@way "/sign-in" "web.signIn"/>
      <a class="button primary small" href="/sign-up">${t("web.signUp")}</a>
      </#if>
    </nav>
  </div>
</header>
<main id="main" class="wide" tabindex="-1">
<#nested>
</main>
<footer class="bottom">
  <div class="wide row spread">
    <p>${t("web.footer")} <a href="/api/openapi.json">API</a></p>
    <form method="post" action="/preferences" class="row">
      <input type="hidden" name="next" value="${viewer.path()}">
      <label>${t("web.language")}
        <select name="lang"><#list ["en", "fr"] as lang><option value="${lang}"<#if viewer.locale().language == lang> selected</#if>>${t("web.lang." + lang)}</option></#list></select></label>
      <label>${t("web.theme")}
        <select name="theme"><#list ["auto", "light", "dark"] as theme><option value="${theme}"<#if viewer.theme()?lower_case == theme> selected</#if>>${t("web.theme." + theme)}</option></#list></select></label>
      <button class="small">${t("web.apply")}</button>
    </form>
  </div>
</footer>
</body>
</html>
</#macro>
