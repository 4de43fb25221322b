<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card"><h2>${t("sharing.job")}</h2>
  <p>${t("sharing.job.why")}</p>
  <#if part.mayWithdraw()><details class="sure"><summary class="button">${t("sharing.withdraw")}</summary><div class="card"><p>${t("sharing.withdraw.sure")}</p><form method="post" action="/shared/${part.job()}/withdraw"><button class="danger">${t("sharing.withdraw.do")}</button></form></div></details></#if>
</section>
