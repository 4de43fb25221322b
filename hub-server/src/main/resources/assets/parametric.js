// SPDX-License-Identifier: AGPL-3.0-or-later
// While a variant is rendered its page looks again by itself, ever less often.

const pending = document.querySelector("[data-pending]");
if (pending) again(1000);

function again(delay) {
  setTimeout(async () => {
    try {
      const answer = await fetch("/api/v1/designs" + location.pathname.replace("/@", "/"));
      const { state } = await answer.json();
      if (state !== "waiting" && state !== "rendering") return location.reload();
    } catch {
      // The connection may come back.
    }
    again(Math.min(delay * 1.3, 8000));
  }, delay);
}
