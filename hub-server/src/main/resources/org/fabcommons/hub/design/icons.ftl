<#-- SPDX-License-Identifier: AGPL-3.0-or-later -->
<#-- Small drawings beside words; none says anything that the words do not. -->
<#macro icon name>
<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><#switch name>
<#case "cube"><path d="M12 2.8 20 7.2v9.6l-8 4.4-8-4.4V7.2z"/><path d="M4 7.2l8 4.5 8-4.5M12 11.7v9.5"/><#break>
<#case "download"><path d="M12 4v11M7.5 11 12 15.5 16.5 11M5 20h14"/><#break>
<#case "edit"><path d="M4 20h4L19 9l-4-4L4 16zM13 7l4 4"/><#break>
<#case "branch"><circle cx="6" cy="5" r="2.2"/><circle cx="6" cy="19" r="2.2"/><circle cx="18" cy="8" r="2.2"/><path d="M6 7.2v9.6M18 10.2c0 4-6 3-11 5"/><#break>
<#case "file"><path d="M6 3h8l4 4v14H6zM14 3v4h4"/><#break>
<#case "image"><path d="M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4"/><circle cx="15.5" cy="9" r="1.3"/><#break>
<#case "path"><path d="M4 19h5l2-6h4l2-8h3"/><circle cx="4" cy="19" r="1.2"/><circle cx="20" cy="5" r="1.2"/><#break>
<#case "text"><path d="M5 6h14M5 11h14M5 16h9"/><#break>
<#case "upload"><path d="M12 16V5M7.5 9 12 4.5 16.5 9M5 20h14"/><#break>
<#case "sliders"><path d="M5 4v6M5 14v6M12 4v10M12 18v2M19 4v2M19 10v10M3 12h4M10 16h4M17 8h4"/><#break>
<#case "clock"><circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/><#break>
</#switch></svg>
</#macro>
<#macro of kind><#switch kind><#case "MESH"><#case "OTHER_MESH"><#case "STEP"><@icon "cube"/><#break><#case "TOOLPATH"><#case "PLOT"><@icon "path"/><#break><#case "PNG"><#case "JPEG"><#case "WEBP"><#case "GIF"><#case "SVG"><@icon "image"/><#break><#case "TEXT"><#case "MARKDOWN"><#case "SOURCE"><#case "JSON"><@icon "text"/><#break><#default><@icon "file"/></#switch></#macro>
