<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/design/icons.ftl" as icons>
<a class="button" href="${part.design().path()}/remix<#if part.revision().present>?revision=${part.revision().get()}</#if>"><@icons.icon "branch"/> ${t("derivation.remix")}</a>
