<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- What pages of families have in common. -->
<#macro picture relation size><#if !relation.gone && relation.design().get().coverPath().present><img src="${relation.design().get().coverPath().get()}" alt="" width="${size}" height="${size}" loading="lazy"><#else><span class="relative-blank<#if relation.gone> relative-gone</#if>" aria-hidden="true"></span></#if></#macro>
<#macro name relation><#if relation.gone><span class="gone">${relation.title()}</span> <span class="badge">${t("derivation.gone")}</span><#else><a href="${relation.design().get().path()}">${relation.title()}</a></#if></#macro>
<#macro counts of><span>${t("derivation.count.remixes", of.remixes())}<#if of.variants() gt 0> · ${t("derivation.count.variants", of.variants())}</#if><#if of.parts() gt 0> · ${t("derivation.count.parts", of.parts())}</#if></span></#macro>
