// SPDX-License-Identifier: AGPL-3.0-or-later
import { follow, many, one } from "/assets/live.js";

for (const region of document.querySelectorAll("[data-stream]"))
  follow(region, region.dataset.event === "machines" ? many : one);
