<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="stack" aria-labelledby="my-groups">
  <h2 id="my-groups">${t("group.mine")}</h2>
  <#if part.groups()?has_content><p class="row"><#list part.groups() as group><a class="badge" href="${group.path()}">${group.displayName()}</a></#list></p>
  <#else><p class="faint">${t("group.mine.none")}</p></#if>
  <p><a class="button small" href="/groups">${t("group.all.see")}</a></p>
</section>
