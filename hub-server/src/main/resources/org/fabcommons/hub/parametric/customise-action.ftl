<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/design/icons.ftl" as icons>
<a class="button" href="${part.path()}/customise"><@icons.icon "sliders"/> ${t("parametric.customise")}</a>
