// SPDX-License-Identifier: AGPL-3.0-or-later
import { follow } from "/assets/live.js";

const region = document.getElementById("jobs-open");
let known;
// The page was made with what the first event says.
if (region)
  follow(region, (data) => {
    const now = JSON.stringify(data);
    const changed = known !== undefined && known !== now;
    known = now;
    return changed;
  });
