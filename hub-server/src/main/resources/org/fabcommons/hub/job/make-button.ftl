<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<a class="button primary" href="${part.path()}/make">${t("job.make")}</a>
