<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card" aria-labelledby="export">
  <h2 id="export">${t("export.title")}</h2>
  <p class="small">${t("export.why")}</p>
  <p><a class="button small" href="${part.path()}/export.zip" download>${t("export.do")}</a></p>
</section>
