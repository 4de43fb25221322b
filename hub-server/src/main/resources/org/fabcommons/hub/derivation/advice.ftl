<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/licence/verdict.ftl" as verdict>
<@verdict.whole part.verdict() part.licence()/>
