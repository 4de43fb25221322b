<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<section class="card clone" aria-labelledby="clone">
  <h2 id="clone">${t("git.title")}</h2>
  <pre class="clone-command" tabindex="0" aria-label="${t("git.address")}"><code>git clone ${part.address()}</code></pre>
  <p class="small">${t("git.lfs")?no_esc}<#if part.mine()> ${t("git.push")?no_esc}</#if></p>
</section>
