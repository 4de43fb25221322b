// SPDX-License-Identifier: AGPL-3.0-or-later
// Looking at a design: the thumbnails choose what the stage shows; meshes come alive when they are asked for.

const stage = document.querySelector("[data-stage]");
if (stage) begin(stage);

function begin(stage) {
  const view = stage.querySelector("[data-view]");
  const words = stage.querySelector("[data-words]");
  const thumbs = [...stage.querySelectorAll(".thumb")];
  let leave = () => {};
  let agreed = false;

  async function show(thumb) {
    leave();
    leave = () => {};
    for (const each of thumbs) each.removeAttribute("aria-current");
    thumb.setAttribute("aria-current", "true");
    for (const old of stage.querySelectorAll(".stage-keys, .stage-layers")) old.remove();
    words.textContent = thumb.dataset.words ?? "";
    words.hidden = !words.textContent;
    const { kind, format } = thumb.dataset;
    if (kind === "picture") return picture(thumb.dataset.shown, thumb.dataset.alt);
    if (format === "SVG") return svg(thumb);
    // Its reader is large: fetched when somebody wants it, and not asked about again.
    if (kind === "exact" && !agreed) return offer(thumb);
    const closing = new AbortController();
    leave = () => closing.abort();
    if (thumb.dataset.picture) picture(thumb.dataset.picture, thumb.dataset.words);
    else view.replaceChildren();
    status(kind === "exact" ? stage.dataset.exactLoading : stage.dataset.loading);
    try {
      const viewer = await import("/assets/mesh-viewer.js");
      await viewer.show(view, { address: thumb.href, format, name: thumb.dataset.alt, words: stage.dataset, signal: closing.signal });
      if (closing.signal.aborted || !view.querySelector("canvas")) return;
      const keys = document.createElement("p");
      keys.className = "stage-keys";
      keys.id = "stage-keys";
      keys.textContent = stage.dataset.keys;
      words.before(keys);
    } catch (fault) {
      if (closing.signal.aborted) return;
      say(fault.words ?? stage.dataset.broken, thumb);
      if (!fault.words) console.error(fault);
    }
  }

  /** Under another name it is not served as a picture; fetched, it is one, and runs nothing either way. */
  async function svg(thumb) {
    if (/\.svg$/i.test(new URL(thumb.href).pathname)) return picture(thumb.href, thumb.dataset.words);
    try {
      const answer = await fetch(thumb.href);
      if (!answer.ok) throw new Error(answer.status);
      const address = URL.createObjectURL(new Blob([await answer.blob()], { type: "image/svg+xml" }));
      leave = () => URL.revokeObjectURL(address);
      picture(address, thumb.dataset.words);
    } catch {
      say(stage.dataset.unreachable, thumb);
    }
  }

  function picture(address, alt) {
    const image = new Image();
    image.src = address;
    image.alt = alt;
    view.replaceChildren(image);
  }

  function status(text) {
    const line = document.createElement("p");
    line.className = "stage-status";
    line.setAttribute("role", "status");
    line.textContent = text;
    view.append(line);
  }

  function offer(thumb) {
    const still = document.createElement("div");
    still.className = "stage-still";
    const why = document.createElement("p");
    why.textContent = stage.dataset.exactWhy;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = stage.dataset.exact;
    button.addEventListener("click", async () => {
      agreed = true;
      await show(thumb);
      view.querySelector("canvas")?.focus();
    });
    still.append(button, why);
    view.replaceChildren(still);
  }

  /** What keeps a file from being shown, and the way to it. */
  function say(text, thumb) {
    const still = document.createElement("div");
    still.className = "stage-still";
    still.setAttribute("role", "alert");
    const why = document.createElement("p");
    why.textContent = text;
    const link = document.createElement("a");
    link.className = "button";
    link.href = thumb.href;
    link.download = "";
    link.textContent = stage.dataset.download.replace("{0}", decodeURIComponent(thumb.pathname.split("/").pop()));
    still.append(why, link);
    view.replaceChildren(still);
  }

  for (const thumb of thumbs)
    thumb.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      show(thumb);
    });
  // Where there is no picture, the first model is what people came for.
  if (["mesh", "exact", "toolpath", "drawing"].includes(thumbs[0]?.dataset.kind)) show(thumbs[0]);
}

// While the hub measures, the list of models is asked for again, ever less often.
const models = document.querySelector("#models[data-waiting]");
if (models) again(models, 1500);

function again(section, delay) {
  setTimeout(async () => {
    if (section.contains(document.activeElement)) return again(section, delay);
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("#models");
      if (!answer.ok || !fresh) return;
      section.replaceWith(fresh);
      if ("waiting" in fresh.dataset) again(fresh, Math.min(delay * 1.5, 30_000));
    } catch {
      again(section, Math.min(delay * 2, 60_000));
    }
  }, delay);
}
