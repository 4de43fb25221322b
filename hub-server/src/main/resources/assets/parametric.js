// SPDX-License-Identifier: AGPL-3.0-or-later
// A slider under each number that has both ends; and while a variant is rendered its page looks again by itself, ever less
// often.

for (const field of document.querySelectorAll("[data-customise] .parameter > input[type=number][min][max]")) slide(field);

/** For pointers only: the field itself is what keyboards and screen readers use. */
function slide(field) {
  const step = field.step === "any" ? (field.max - field.min) / 100 : field.step;
  const slider = Object.assign(document.createElement("input"), { type: "range", min: field.min, max: field.max, step, value: field.value, tabIndex: -1 });
  slider.setAttribute("aria-hidden", "true");
  slider.addEventListener("input", () => {
    field.value = String(Number(slider.valueAsNumber.toPrecision(6)));
  });
  field.addEventListener("input", () => {
    if (field.value) slider.value = field.value;
  });
  field.after(slider);
}

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
