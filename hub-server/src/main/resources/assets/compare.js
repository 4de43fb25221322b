// SPDX-License-Identifier: AGPL-3.0-or-later
// Models side by side: each comes alive in its place when it is asked for.

let count = 0;
for (const place of document.querySelectorAll("[data-looks] [data-mesh]"))
  place.querySelector("a")?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(place);
  });

async function show(place) {
  const words = place.closest("[data-looks]").dataset;
  const line = document.createElement("p");
  line.className = "small";
  line.setAttribute("role", "status");
  line.textContent = words.loading;
  place.replaceChildren(line);
  try {
    const viewer = await import("/assets/mesh-viewer.js");
    place.classList.add("live");
    await viewer.show(place, { address: place.dataset.mesh, format: place.dataset.format, name: place.dataset.name, words, signal: new AbortController().signal });
    // Several stand on a page, so that each needs names of its own.
    const figures = place.querySelector(".stage-figures");
    figures.id = `look-figures-${++count}`;
    place.querySelector("canvas").setAttribute("aria-describedby", figures.id);
    place.querySelector("canvas").focus();
  } catch (fault) {
    place.classList.remove("live");
    line.setAttribute("role", "alert");
    line.textContent = fault.words || words.broken;
    place.replaceChildren(line);
    if (!fault.words) console.error(fault);
  }
}

// A place that both changed is decided by a button; the text below follows, and is what will be taken.
for (const button of document.querySelectorAll("[data-pick]")) {
  button.hidden = false;
  button.addEventListener("click", () => pick(button));
}

function pick(button) {
  const clash = button.closest("[data-clash]");
  const area = document.getElementById(clash.dataset.for);
  const open = [...area.value.matchAll(/^<<<<<<< .*\n([^]*?)^=======\n([^]*?)^>>>>>>> .*(?:\n|$)/gm)];
  // Those decided already have lost their marks.
  const undecided = [...clash.parentElement.children].filter((each) => !("decided" in each.dataset));
  const found = open[undecided.indexOf(clash)];
  if (!found || open.length !== undecided.length) return area.focus();
  const text = found[button.dataset.pick === "ours" ? 1 : 2];
  area.value = area.value.slice(0, found.index) + text + area.value.slice(found.index + found[0].length);
  clash.dataset.decided = button.dataset.pick;
  for (const each of clash.querySelectorAll("[data-pick]")) each.disabled = true;
  button.setAttribute("aria-pressed", "true");
  const edited = document.querySelector(`input[name="${CSS.escape(area.dataset.edited)}"][value=edited]`);
  if (edited) edited.checked = true;
}
