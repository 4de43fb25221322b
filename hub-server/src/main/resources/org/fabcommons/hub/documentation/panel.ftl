<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<p class="small attribution-way"><a href="${part.design().path()}/manifest">${t("documentation.way")}</a></p>
<script type="application/ld+json">${part.data()?no_esc}</script>
