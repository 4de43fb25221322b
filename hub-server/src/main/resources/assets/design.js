// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking at a design: the thumbnails choose what the stage shows; meshes come alive when they are asked for.

const stage = document.querySelector("[data-stage]");
if (stage) begin(stage);

function begin(stage) {
  const view = stage.querySelector("[data-view]");
  const thumbs = [...stage.querySelectorAll(".thumb")];
  let leave = () => {};

  async function show(thumb) {
    leave();
    leave = () => {};
    for (const each of thumbs) each.removeAttribute("aria-current");
    thumb.setAttribute("aria-current", "true");
    stage.querySelector(".stage-keys")?.remove();
    if (thumb.dataset.kind === "picture") {
      const picture = new Image();
      picture.src = thumb.href;
      picture.alt = thumb.dataset.alt;
      view.replaceChildren(picture);
      return;
    }
    const closing = new AbortController();
    leave = () => closing.abort();
    say(stage.dataset.loading);
    try {
      const viewer = await import("/assets/mesh-viewer.js");
      await viewer.show(view, { address: thumb.href, name: thumb.dataset.alt, words: stage.dataset, signal: closing.signal });
      if (closing.signal.aborted) return;
      const keys = document.createElement("p");
      keys.className = "stage-keys";
      keys.id = "stage-keys";
      keys.textContent = stage.dataset.keys;
      view.after(keys);
    } catch (fault) {
      if (closing.signal.aborted) return;
      say(fault.words ?? stage.dataset.broken, true);
      if (!fault.words) console.error(fault);
    }
  }

  function say(words, alarming = false) {
    const line = document.createElement("p");
    line.className = "stage-still";
    line.setAttribute("role", alarming ? "alert" : "status");
    line.textContent = words;
    view.replaceChildren(line);
  }

  for (const thumb of thumbs)
    thumb.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      show(thumb);
    });
  // Where there is no picture, the first mesh is what people came for.
  if (thumbs[0]?.dataset.kind === "mesh") show(thumbs[0]);
}
