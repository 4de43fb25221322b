<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#if part.waiting() gt 0><p class="notice warn" role="status">${t("permission.waiting", part.waiting())} <a href="/account/permissions">${t("permission.waiting.look")}</a></p>
<#else><p><a href="/account/permissions">${t("permission.title")}</a></p></#if>
