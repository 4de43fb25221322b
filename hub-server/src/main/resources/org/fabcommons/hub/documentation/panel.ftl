<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card"><h2>${t("documentation.way")}</h2>
<ul class="ways-to"><li><a href="${part.design().path()}/assembly">${t("documentation.way.assembly")}</a></li><li><a href="${part.design().path()}/parts">${t("documentation.way.parts")}</a><#if part.parts() gt 0> <span class="faint small">${t("documentation.way.count", part.parts())}</span></#if></li><li><a href="${part.design().path()}/manifest">${t("documentation.way.manifest")}</a> <span class="faint small">Open Know-How</span></li></ul>
<script type="application/ld+json">${part.data()?no_esc}</script></section>
