<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#if part.waiting() gt 0><p class="notice warn" role="status">${t("permission.waiting", part.waiting())} <a href="/account/permissions">${t("permission.waiting.look")}</a></p></#if>
<#if part.unseen() gt 0><p class="notice warn" role="status">${t("permission.unseen", part.unseen())} <a href="/account/permissions#asked">${t("permission.unseen.look")}</a></p></#if>
<#if part.waiting() + part.unseen() == 0><p><a href="/account/permissions">${t("permission.title")}</a></p></#if>
