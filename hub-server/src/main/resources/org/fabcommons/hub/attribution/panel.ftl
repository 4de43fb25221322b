<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<p class="small licence-way"><a href="${part.path()}/attribution">${t("attribution.way")}</a></p>
