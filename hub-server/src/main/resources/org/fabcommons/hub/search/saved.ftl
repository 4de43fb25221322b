<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#import "/org/fabcommons/hub/web/layout.ftl" as layout>
<@layout.page title=t("search.saved") head=["design.css", "search.css"]>
<section class="narrower stack">
  <p class="design-owner"><a href="/account">${t("person.account.title")}</a></p>
  <h1>${t("search.saved")}</h1>
  <p class="faint">${t("search.saved.why")}</p>
  <#if it.removed().present>
  <form method="post" action="/account/searches" class="notice row spread" role="status">
    <span>${t("search.saved.removed", it.removed().get().name())}</span>
    <input type="hidden" name="name" value="${it.removed().get().name()}"><input type="hidden" name="query" value="${it.removed().get().query()}">
    <button class="small">${t("search.saved.undo")}</button>
  </form>
  </#if>
  <#list it.searches() as one>
  <article class="card stack saved" id="${one.id()}">
    <h2><a href="${one.link()}">${one.name()}</a></h2>
    <p class="row small"><time class="faint" datetime="${format.iso(one.createdAt())}">${format.date(one.createdAt())}</time> <a href="${one.feed()}">${t("search.feed")}</a></p>
    <div class="row spread">
      <form method="post" action="/account/searches/${one.id()}/rename" class="row">
        <label for="name-${one.id()}" class="unseen">${t("search.keep.name")}</label><input id="name-${one.id()}" name="name" value="${one.name()}" maxlength="80" required>
        <button class="small">${t("search.saved.rename")}</button>
      </form>
      <form method="post" action="/account/searches/${one.id()}/remove"><button class="small danger">${t("search.saved.remove")}<span class="unseen"> ${one.name()}</span></button></form>
    </div>
  </article>
  <#else><div class="empty"><p>${t("search.saved.none")}</p><p><a class="button primary" href="/designs">${t("search.saved.begin")}</a></p></div></#list>
</section>
</@layout.page>
