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

// A place that both changed is decided by a button; the text below follows, and is what will be taken. Until it is changed by
// hand, another button may still be chosen.
const starts = new Map();
for (const button of document.querySelectorAll("[data-pick]")) {
  button.hidden = false;
  button.addEventListener("click", () => pick(button));
}
for (const area of document.querySelectorAll("[data-edited]")) area.addEventListener("input", () => settle(area));

/** What was decided until now stays as it is written. */
function settle(area) {
  starts.delete(area);
  for (const clash of document.querySelectorAll(`[data-for="${CSS.escape(area.id)}"][data-decided]`))
    for (const each of clash.querySelectorAll("[data-pick]")) each.disabled = true;
}

function pick(button) {
  const clash = button.closest("[data-clash]");
  const area = document.getElementById(clash.dataset.for);
  if (!starts.has(area)) starts.set(area, { text: area.value, clashes: [...clash.parentElement.children].filter((each) => !("decided" in each.dataset)) });
  const { text, clashes } = starts.get(area);
  const open = [...text.matchAll(/^<<<<<<< .*\n([^]*?)^=======\n([^]*?)^>>>>>>> .*(?:\n|$)/gm)];
  if (open.length !== clashes.length) {
    starts.delete(area);
    return area.focus();
  }
  clash.dataset.decided = button.dataset.pick;
  for (const each of clash.querySelectorAll("[data-pick]")) each.setAttribute("aria-pressed", String(each === button));
  let made = "";
  let at = 0;
  open.forEach((found, i) => {
    const decided = clashes[i].dataset.decided;
    made += text.slice(at, found.index) + (decided ? found[decided === "ours" ? 1 : 2] : found[0]);
    at = found.index + found[0].length;
  });
  area.value = made + text.slice(at);
  const edited = document.querySelector(`input[name="${CSS.escape(area.dataset.edited)}"][value=edited]`);
  if (edited) edited.checked = true;
}
