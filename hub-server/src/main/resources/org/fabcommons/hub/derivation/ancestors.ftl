<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "/org/fabcommons/hub/derivation/parts.ftl" as family>
<#assign design = it.design()>
<#macro fault field><#if it.faults()[field]??><p class="fault" id="${field}-fault">${it.faults()[field]}</p></#if></#macro>
<#macro marks field><#if it.faults()[field]??> aria-invalid="true" aria-describedby="${field}-fault"</#if></#macro>
<@layout.page title=t("derivation.name.title", design.title()) head=["design.css", "family.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="${design.path()}">${design.title()}</a></p>
  <h1>${t("derivation.name.title", design.title())}</h1>
  <#if it.ancestors()?has_content><ul class="relatives card"><#list it.ancestors() as each><#assign edge = each.edge()>
    <li class="relative"><@family.picture each.other() 48/><div class="relative-words"><@family.name each.other()/> <span class="faint small">${t("derivation.by", each.other().owner())}<br>${t("derivation.kind." + edge.kind().wire())} · ${t("derivation.of")} <span class="figure">${edge.shortRevision()}</span></span><#if edge.note()?has_content><p class="small">${edge.note()}</p></#if></div>
      <#if !each?is_first || !edge.kind().derivative()><form method="post" action="${design.path()}/ancestors/remove"><input type="hidden" name="ancestor" value="${each.other().gone?then(edge.ancestor(), each.other().fullName())}"><button class="small" aria-label="${t("derivation.name.remove", each.other().title())}">${t("design.edit.remove")}</button></form></#if></li></#list></ul>
  <#else><p class="empty">${t("derivation.original")}</p></#if>
  <form method="post" action="${design.path()}/ancestors" class="stack">
    <section class="card form-part" aria-labelledby="part-name"><h2 id="part-name">${t("derivation.name.add")}</h2>
      <div><label for="ancestor">${t("derivation.name.ancestor")}</label><p class="hint">${t("derivation.name.ancestor.hint")}</p><input id="ancestor" name="ancestor" required maxlength="200" autocapitalize="none" spellcheck="false" placeholder="lin/hinge" value="${it.given().ancestor()}"<@marks "ancestor"/>><@fault "ancestor"/></div>
      <fieldset class="licences"><legend>${t("derivation.name.kind")}</legend>
      <#list it.kinds()?reverse as kind>
      <label class="choice"><input type="radio" name="kind" value="${kind.wire()}"<#if it.given().kind() == kind.wire()> checked</#if>><span><strong>${t("derivation.kind." + kind.wire())?cap_first}</strong><br><span class="choice-why">${t("derivation.kind." + kind.wire() + ".why")}</span></span></label>
      </#list></fieldset><@fault "kind"/>
      <div><label for="revision">${t("derivation.name.revision")}</label><p class="hint">${t("derivation.name.revision.hint")}</p><input id="revision" name="revision" maxlength="40" spellcheck="false" class="figure" value="${it.given().revision()}"<@marks "revision"/>><@fault "revision"/></div>
      <div><label for="note">${t("derivation.name.note")}</label><input id="note" name="note" maxlength="500" value="${it.given().note()}"<@marks "note"/>><@fault "note"/></div>
    </section>
    <div class="send"><button class="primary">${t("derivation.name.do")}</button></div>
  </form>
</section>
</@layout.page>
