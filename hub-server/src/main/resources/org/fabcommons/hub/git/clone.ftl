<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card clone" aria-labelledby="clone">
  <h2 id="clone">${t("git.title")}</h2>
  <pre class="clone-command" tabindex="0" aria-label="${t("git.command")}"><code>git clone ${part.address()}</code></pre>
  <p class="small">${t("git.lfs")?no_esc}<#if part.writable()> ${t("git.push")?no_esc}</#if></p>
  <#if part.maintained()>
  <details class="clone-history"<#if part.rewritable()> open</#if>>
    <summary>${t("git.history")}</summary>
    <form method="post" action="${part.action()}">
      <label class="check"><input type="checkbox" name="rewritable" value="1"<#if part.rewritable()> checked</#if>> <span>${t("git.rewritable")}</span></label>
      <p class="small faint">${t("git.rewritable.why")}</p>
      <button class="button small">${t("git.save")}</button>
    </form>
  </details></#if>
</section>
