<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="stack" aria-labelledby="export-all">
  <h2 id="export-all">${t("export.all")}</h2>
  <p class="faint">${t("export.all.why")}</p>
  <p class="row"><a class="button small" href="/account/export.zip" download>${t("export.all.do")}</a></p>
</section>
