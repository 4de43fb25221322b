<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card stack" aria-labelledby="waiting">
  <h2 id="waiting">${t("design.waiting")}</h2>
  <#list part.offers() as offer><#assign design = offer.design()>
  <div class="row spread">
    <p><strong>${design.title()}</strong> <span class="faint small">@${design.fullName()}</span><br><span class="small">${t("design.waiting.offer", "@" + offer.transfer().offeredBy(), "@" + offer.transfer().receiverHandle())}</span></p>
    <div class="row">
      <form method="post" action="${design.path()}/settings/transfer/accept"><button class="primary small" aria-label="${t("design.waiting.accept.of", design.title())}">${t("design.waiting.accept")}</button></form>
      <form method="post" action="${design.path()}/settings/transfer/decline"><button class="small" aria-label="${t("design.waiting.decline.of", design.title())}">${t("design.waiting.decline")}</button></form>
    </div>
  </div></#list>
  <#list part.deleted() as deleted><#assign design = deleted.design()>
  <div class="row spread">
    <p><strong>${design.title()}</strong> <span class="faint small">@${design.fullName()}</span><br><span class="small">${t("design.waiting.deleted", format.date(deleted.until()))}</span></p>
    <form method="post" action="${design.path()}/settings/restore"><button class="small" aria-label="${t("design.restore.of", design.title())}">${t("design.restore")}</button></form>
  </div></#list>
</section>
