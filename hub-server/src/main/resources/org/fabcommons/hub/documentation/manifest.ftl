<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#assign described = it.described()><#assign design = described.design()><#assign revision = described.revision()>
<#macro paths list><#list list as path><#if it.files()?seq_contains(path)><a href="${design.filePath(revision, path)}">${path}</a><#else>${path}</#if><#sep>, </#list></#macro>
<#-- A file of the design, an address of the web, or words. -->
<#macro value1 value><#local path = value?replace("^(\\./|/)", "", "r")><#if it.files()?seq_contains(path)><a href="${design.filePath(revision, path)}">${value}</a><#elseif value?matches("https?://\\S+")><a href="${value}" rel="nofollow noopener noreferrer">${value}</a><#else>${value}</#if></#macro>
<#import "/org/fabcommons/hub/documentation/parts.ftl" as parts>
<@layout.page title=t("documentation.title", design.title()) head=["design.css", "family.css", "documentation.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <div class="row spread"><h1>${t("documentation.title", design.title())}</h1><#if it.mine()><a class="button" href="${design.path()}/manifest/edit">${t("documentation.edit")}</a></#if></div>
  <@parts.ways design "manifest"/>
  <p class="design-lead">${t("documentation.why")}</p>
  <#if described.unreadable().present><#assign bad = described.unreadable().get()>
  <p class="notice bad">${t((bad.line() > 0)?then("documentation.unreadable.line", "documentation.unreadable"), bad.path(), bad.line())} <span lang="en" class="small">${bad.why()!}</span></p>
  <#elseif described.path().present>
  <p class="faint">${t("documentation.from")} <a href="${design.filePath(revision, described.path().get())}">${described.path().get()}</a></p>
  <#else>
  <p class="notice">${t("documentation.made")}<#if it.mine()> <a href="${design.path()}/manifest/edit">${t("documentation.made.mine")}</a></#if></p>
  </#if>
  <#if it.faults()?has_content>
  <section class="notice warn" aria-labelledby="faults"><h2 id="faults">${t("documentation.faults")}</h2>
  <ul><#list it.faults() as fault><li><code>${fault.field()}</code> ${fault.text()}</li></#list></ul></section>
  </#if>
  <#list it.sections() as section>
  <section class="card" aria-labelledby="said-${section.group()}"><h2 id="said-${section.group()}">${t("okh.group." + section.group())}</h2>
  <dl class="manifest-said"><#list section.entries() as entry><dt>${t("okh.field." + entry.wire())}</dt><dd><#if entry.field().kind() == "TEXT"><#list entry.values() as value><p>${value}</p></#list><#elseif entry.field().kind() == "PATHS" && entry.values()?size gt 5><details><summary>${t("documentation.said.files", entry.values()?size)}</summary><ul><#list entry.values() as value><li><@value1 value/></li></#list></ul></details><#else><#list entry.values() as value><@value1 value/><#sep>, </#list></#if></dd></#list></dl></section>
  </#list>
  <#if described.parts()?has_content>
  <h2>${t("documentation.parts")}</h2>
  <div class="scroll"><table>
    <thead><tr><th scope="col">${t("documentation.part")}</th><th scope="col" class="num">${t("documentation.quantity")}</th><th scope="col">${t("documentation.material")}</th><th scope="col">${t("documentation.files")}</th></tr></thead>
    <tbody><#list described.parts() as line><tr><td>${line.name()}</td><td class="num figure">${line.quantity()}</td><td>${line.material()}</td><td><@paths line.sources()/><#if line.sources()?has_content && line.exports()?has_content>, </#if><@paths line.exports()/></td></tr></#list></tbody>
  </table></div>
  </#if>
  <#if it.suggestions()?has_content>
  <section aria-labelledby="better"><h2 id="better">${t("documentation.better")}</h2>
  <p class="faint">${t("documentation.better.why")}</p>
  <ul><#list it.suggestions() as one><li>${one.text()} <code class="faint">${one.field()}</code></li></#list></ul></section>
  </#if>
  <h2>${t("documentation.take")}</h2>
  <p class="row"><a class="button" href="${design.path()}/okh.toml?revision=${revision}" download>okh.toml</a> <a class="button" href="${design.path()}/okh.yml?revision=${revision}" download>okh.yml</a> <a class="button" href="${design.path()}/datapackage.json?revision=${revision}" download>datapackage.json</a></p>
  <details><summary>okh.toml (OKH-LOSH)</summary><pre class="said-line" tabindex="0">${it.toml()}</pre></details>
  <details><summary>okh.yml (Open Know-How 1.0)</summary><pre class="said-line" tabindex="0">${it.yaml()}</pre></details>
</section>
</@layout.page>
