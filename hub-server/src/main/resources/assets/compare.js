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
    await viewer.show(place, { address: place.dataset.mesh, name: place.dataset.name, words, signal: new AbortController().signal });
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
