<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card" aria-labelledby="origin">
  <h2 id="origin">${t("importing.origin")}</h2>
  <p class="small origin"><a href="${part.address()}" rel="noopener nofollow">${part.address()}</a></p>
  <#if part.ancestors()?has_content>
  <p class="small">${t("importing.origin.ancestors")}</p>
  <ul class="small"><#list part.ancestors() as each><li><#if each.address()?has_content><a href="${each.address()}" rel="noopener nofollow">${each.ancestor().title()!each.ancestor().fullName()}</a><#else>${each.ancestor().title()!each.ancestor().fullName()}</#if> <span class="faint">${each.ancestor().fullName()} · ${each.ancestor().licence()}</span></li></#list></ul></#if>
</section>
