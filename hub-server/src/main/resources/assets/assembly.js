// SPDX-License-Identifier: AGPL-3.0-or-later
// Going through steps with the hands full: arrows, or n and p, go to the next step and the one before; and printing.

const steps = [...document.querySelectorAll("[data-step]")];
if (steps.length) begin();

function begin() {
  const keys = document.querySelector("[data-keys]");
  if (keys) keys.hidden = false;
  const print = document.querySelector("[data-print]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target.closest("input, textarea, select, [contenteditable], pre, .scroll")) return;
    const by = { ArrowRight: 1, n: 1, j: 1, ArrowLeft: -1, p: -1, k: -1 }[event.key];
    if (!by) return;
    const next = steps[Math.min(steps.length - 1, Math.max(0, here() + by))];
    event.preventDefault();
    history.replaceState(null, "", `#${next.id}`);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  });
}

/** The step with the focus, otherwise the one at the top of the window; none is before the first. */
function here() {
  const focused = steps.findIndex((step) => step.contains(document.activeElement));
  if (focused >= 0) return focused;
  return steps.findLastIndex((step) => step.getBoundingClientRect().top < 40);
}
