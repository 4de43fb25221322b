// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending files: dropped or chosen, several times over, with folders; shows how far it is and what was refused, and
// keeps everything chosen until it was accepted. Without this script the form works as a plain one.

const form = document.querySelector("[data-publish]");
if (form) begin(form);

function begin(form) {
  const drop = form.querySelector("[data-drop]");
  const input = drop.querySelector("input");
  const list = form.querySelector("[data-chosen]");
  const send = form.querySelector("[data-send]");
  const words = send.dataset;
  const button = send.querySelector("button");
  const progress = send.querySelector("[data-progress]");
  const bar = progress.querySelector("progress");
  const line = progress.querySelector("[data-progress-words]");
  const refusal = send.querySelector("[data-refusal]");
  const language = document.documentElement.lang;
  const chosen = new Map();
  let sending = false;

  drop.classList.add("live");
  // The files go as we list them, not as the field holds them.
  input.removeAttribute("name");
  input.addEventListener("change", () => {
    for (const file of input.files) chosen.set(file.webkitRelativePath || file.name, file);
    input.value = "";
    show();
  });
  for (const over of ["dragenter", "dragover"])
    drop.addEventListener(over, (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
  for (const out of ["dragleave", "drop"]) drop.addEventListener(out, () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    // Entries must be asked for before the first wait.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (entries.length === 1 && entries[0].isDirectory) await walkInto(entries[0], "");
    else for (const entry of entries) await walk(entry, "");
    if (entries.length === 0) for (const file of event.dataTransfer.files) chosen.set(file.name, file);
    show();
  });

  async function walk(entry, folder) {
    if (entry.isFile) {
      if (entry.name === ".DS_Store" || entry.name === "Thumbs.db") return;
      chosen.set(folder + entry.name, await new Promise((keep, fail) => entry.file(keep, fail)));
    } else if (entry.name !== ".git") await walkInto(entry, folder + entry.name + "/");
  }

  /** A single folder is the design itself: its name is not part of the paths. */
  async function walkInto(directory, folder) {
    const reader = directory.createReader();
    for (;;) {
      const some = await new Promise((keep, fail) => reader.readEntries(keep, fail));
      if (some.length === 0) return;
      for (const entry of some) await walk(entry, folder);
    }
  }

  function show(faults = {}) {
    list.hidden = chosen.size === 0;
    list.replaceChildren();
    let total = 0;
    for (const [path, file] of [...chosen].sort(([a], [b]) => a.localeCompare(b))) {
      total += file.size;
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "small";
      remove.textContent = "×";
      remove.title = words.remove;
      remove.setAttribute("aria-label", `${words.remove}: ${path}`);
      remove.addEventListener("click", () => {
        chosen.delete(path);
        show();
        (list.querySelector("button") ?? input).focus();
      });
      item.append(text("span", path), text("span", size(file.size), "figure small"), remove);
      if (faults[path]) item.append(text("p", faults[path], "fault"));
      list.append(item);
    }
    if (chosen.size > 1) {
      const sum = text("li", fill(words.total, chosen.size, size(total)), "total");
      list.append(sum);
    }
  }

  function text(kind, words, style = "") {
    const element = document.createElement(kind);
    element.textContent = words;
    element.className = style;
    return element;
  }

  function size(bytes) {
    const units = language === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
    let unit = 0;
    for (; bytes >= 1000 && unit < units.length - 1; unit++) bytes /= 1000;
    return `${bytes.toLocaleString(language, { maximumFractionDigits: unit && bytes < 100 ? 1 : 0 })}\u00a0${units[unit]}`;
  }

  function fill(words, ...figures) {
    return words.replace(/\{(\d)\}/g, (whole, number) => figures[number] ?? whole);
  }

  // Whoever leaves while files travel is asked first.
  window.addEventListener("beforeunload", (event) => {
    if (sending) event.preventDefault();
  });

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clear();
    const large = [...chosen].find(([, file]) => file.size > Number(words.max));
    if (large) return refused({ detail: fill(words.large, large[0], Math.floor(words.max / 1e6)) });
    const body = new FormData(form);
    for (const [path, file] of chosen) body.append("file", file, path);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    let told = 0;
    request.upload.addEventListener("progress", ({ loaded, total, lengthComputable }) => {
      if (!lengthComputable) return;
      bar.value = loaded / total;
      const now = performance.now();
      if (loaded < total && now - told < 400) return;
      told = now;
      line.textContent = loaded < total ? fill(words.sending, size(loaded), size(total)) : words.keeping;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value");
      line.textContent = words.keeping;
    });
    request.addEventListener("load", () => {
      if (request.status === 201) {
        sending = false;
        location.assign(request.response.url);
      } else if (request.status === 401) {
        stop();
        location.assign("/sign-in?next=" + encodeURIComponent(location.pathname));
      } else refused(request.response);
    });
    for (const lost of ["error", "abort", "timeout"]) request.addEventListener(lost, () => refused({ detail: words.lost }));
    sending = true;
    button.disabled = true;
    progress.hidden = false;
    bar.value = 0;
    line.textContent = "";
    request.send(body);
  });

  function stop() {
    sending = false;
    button.disabled = false;
    progress.hidden = true;
  }

  function clear() {
    refusal.hidden = true;
    for (const fault of form.querySelectorAll(".fault[id]")) {
      fault.hidden = true;
      fault.textContent = "";
    }
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  function refused(problem) {
    stop();
    const faults = {};
    let first = null;
    for (const { field, message } of problem?.errors ?? []) {
      const place = document.getElementById(`${field}-fault`);
      if (!place) faults[field] = message;
      else {
        place.textContent = message;
        place.hidden = false;
        place.closest("details")?.setAttribute("open", "");
        const control = document.getElementById(field) ?? form.querySelector(`[name="${CSS.escape(field)}"]`);
        control?.setAttribute("aria-invalid", "true");
        first ??= control;
      }
    }
    show(faults);
    const strangers = Object.entries(faults).filter(([path]) => !chosen.has(path)).map(([path, message]) => `${path}: ${message}`);
    refusal.textContent = [problem?.errors ? words.check : (problem?.detail ?? words.lost), ...strangers].join(" ");
    refusal.hidden = false;
    const marked = list.querySelector(".fault");
    if (first) first.focus();
    else marked?.scrollIntoView({ block: "center" });
  }
}
