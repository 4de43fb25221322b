<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/design/icons.ftl" as icons>
<#assign ledger = it.ledger()>
<#assign design = ledger.design()>
<#macro author of><#if of.handle()?has_content><a href="/people/${of.handle()}">${of.name()}</a><#else>${of.name()}</#if></#macro>
<#macro made where><#if where.path().present><a href="${where.path().get()}">${where.title()}</a><#else>${where.title()}</#if><#if where.place() != "SELF"> <span class="badge">${t("derivation.place." + where.place().wire())}</span></#if></#macro>
<@layout.page title=t("derivation.credit.title", design.title()) head=["design.css", "family.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.credit.title", design.title())}</h1>
  <p class="design-lead">${t("derivation.credit.why")}</p>
  <p class="row"><a class="button small" href="/api/v1/designs/${design.fullName()}/credit.csv"><@icons.icon "download"/> CSV</a> <a class="button small" href="/api/v1/designs/${design.fullName()}/credit"><@icons.icon "download"/> JSON</a></p>
  <details><summary>${t("derivation.credit.rule")}</summary><ol><#list 1..5 as each><li>${t("derivation.credit.rule." + each)}</li></#list></ol></details>
  <#if ledger.cut()><p class="notice">${t("derivation.credit.cut")}</p></#if>
  <#if it.page() == 1>
  <h2>${t("derivation.credit.people")}</h2>
  <ul class="credits"><#list ledger.people() as person><li class="card">
    <h3><@author person.author()/></h3>
    <p class="small faint"><#if format.date(person.firstAt()) == format.date(person.lastAt())><time datetime="${format.iso(person.firstAt())}">${format.date(person.firstAt())}</time><#else><time datetime="${format.iso(person.firstAt())}">${format.date(person.firstAt())}</time> – <time datetime="${format.iso(person.lastAt())}">${format.date(person.lastAt())}</time></#if></p>
    <dl class="credit-figures">
      <dt>${t("derivation.credit.revisions")}</dt><dd class="figure">${format.number(person.revisions(), 0)}</dd>
      <dt>${t("derivation.credit.files")}</dt><dd class="figure">${t("derivation.credit.files.did", person.added(), person.changed(), person.removed())}</dd>
      <dt>${t("derivation.credit.present")}</dt><dd class="figure">${format.number(person.present(), 0)}</dd>
      <dt>${t("derivation.credit.where")}</dt><dd><#list person.where() as where><@made where/><#sep>, </#list></dd>
    </dl></li></#list></ul>
  </#if>
  <h2>${t("derivation.credit.entries")}</h2>
  <ol class="timeline" reversed>
    <#list it.entries() as entry>
    <li><div class="timeline-head"><span class="timeline-title">${entry.subject()}</span></div>
      <p class="faint small"><#list entry.authors() as one><@author one/><#sep>, </#list> · <time datetime="${format.iso(entry.at())}">${format.time(entry.at())}</time> · <code>${entry.shortRevision()}</code><br><@made entry.made()/><#if entry.added() + entry.changed() + entry.removed() gt 0> · ${t("derivation.credit.files.did", entry.added(), entry.changed(), entry.removed())}</#if></p></li>
    </#list>
  </ol>
  <#if it.next().present><p><a class="button" href="${design.path()}/credit?page=${it.next().get()}">${t("derivation.credit.more")}</a></p></#if>
</section>
</@layout.page>
