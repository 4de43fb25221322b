<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<p class="row small"><span class="faint">${t("group.member.of")}</span><#list part.groups() as group><a class="badge" href="${group.path()}">${group.displayName()}</a></#list></p>
