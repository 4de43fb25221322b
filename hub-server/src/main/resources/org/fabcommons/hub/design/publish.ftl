<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<#import "form.ftl" as form>
<@layout.page title=t("design.publish.title") head=["design.css"] script=["publish.js"]>
<section class="narrower stack">
  <h1>${t("design.publish.title")}</h1>
  <p class="design-lead">${t("design.publish.why")}</p>
  <p><a href="/imports">${t("design.publish.import")}</a></p>
  <form method="post" action="/publish" enctype="multipart/form-data" class="stack" data-publish>
    <@form.about named=true/>
    <@form.drop/>
    <@form.licences/>
    <@form.home/>
    <@form.send label=t("design.publish.do")/>
  </form>
</section>
</@layout.page>
