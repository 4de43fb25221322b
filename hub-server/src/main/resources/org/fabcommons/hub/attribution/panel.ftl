<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<p class="small attribution-way"><a href="${part.path()}/attribution">${t("attribution.way")}</a></p>
