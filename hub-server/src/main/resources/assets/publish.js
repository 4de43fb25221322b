// SPDX-License-Identifier: AGPL-3.0-or-later
// Sending files: dropped or chosen, several times over, with folders; shows how far it is and what was refused, and
// keeps everything chosen until it was accepted. Large files go before the form, each so that it can go on after a lost
// connection. Without this script the form works as a plain one.
import { Refused, ResumableUpload } from "/assets/resumable.js";

/** Smaller files travel with the form, in bytes, as long as they are not many. */
const LARGE = 4e6;
const WITH_FORM = 32e6;

const form = document.querySelector("[data-publish]");
if (form) begin(form);

function begin(form) {
  const drop = form.querySelector("[data-drop]");
  const input = drop.querySelector("input");
  const list = form.querySelector("[data-chosen]");
  const send = form.querySelector("[data-send]");
  const words = send.dataset;
  const button = send.querySelector("button");
  const progress = send.querySelector("[data-whole]");
  const bar = progress.querySelector("progress");
  const line = progress.querySelector("[data-progress-words]");
  const refusal = send.querySelector("[data-refusal]");
  const language = document.documentElement.lang;
  const chosen = new Map();
  /** What goes before the form, by path: {file, upload, id}. */
  const travelling = new Map();
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
        travelling.get(path)?.upload.cancel();
        travelling.delete(path);
        show();
        (list.querySelector("button") ?? input).focus();
      });
      item.append(text("span", path), text("span", size(file.size), "figure small"), remove);
      const travel = travelling.get(path);
      if (travel && travel.file === file) item.append(travel.line);
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

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clear();
    const large = [...chosen].find(([, file]) => file.size > Number(words.max));
    if (large) return refused({ detail: fill(words.large, large[0], Math.floor(words.max / 1e6)) });
    sending = true;
    button.disabled = true;
    try {
      await sendAhead();
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      return fault.status === 401 ? signIn() : refused(fault.problem);
    }
    const body = new FormData(form);
    for (const [path, file] of chosen) {
      const travel = travelling.get(path);
      if (travel?.id && travel.file === file) body.append("upload", `${travel.id} ${path}`);
      else body.append("file", file, path);
    }
    sendForm(body);
  });

  /** One large file after the other; whoever takes one from the list meanwhile ends its upload. */
  async function sendAhead() {
    let room = WITH_FORM;
    for (const [path, file] of [...chosen].sort(([, a], [, b]) => a.size - b.size)) {
      if (file.size < LARGE && file.size <= room) {
        room -= file.size;
        continue;
      }
      const before = travelling.get(path);
      if (before?.id && before.file === file) continue;
      const line = text("div", "", "travel");
      const travel = { file, line, id: null };
      travel.upload = new ResumableUpload(file, path, (news) => tell(travel, path, news));
      travelling.set(path, travel);
    }
    show();
    // The button is far below the list, above all on a phone: the whole is told beside it.
    if (travelling.size > 0) {
      progress.hidden = false;
      progress.scrollIntoView({ block: "nearest" });
    }
    for (const [path, travel] of travelling) {
      if (travel.id || chosen.get(path) !== travel.file) continue;
      travel.id = await travel.upload.run();
    }
  }

  /** How far a file is, in words and as a bar, with a button that holds it or lets it go on. */
  function tell(travel, path, { state, sent, size: whole, speed, left, wait }) {
    if (!travel.bar) {
      travel.bar = document.createElement("progress");
      travel.bar.max = 1;
      travel.bar.setAttribute("aria-label", `${words.progress}: ${path}`);
      travel.words = text("p", "", "small faint");
      travel.words.setAttribute("role", "status");
      travel.hold = text("button", "", "small");
      travel.hold.type = "button";
      travel.hold.addEventListener("click", () => (travel.state === "sending" ? travel.upload.pause() : travel.upload.go()));
      travel.line.append(travel.bar, travel.words, travel.hold);
    }
    const now = performance.now();
    if (state === travel.state && state === "sending" && now - travel.told < 400) return;
    travel.told = now;
    travel.state = state;
    travel.bar.value = whole ? sent / whole : 1;
    travel.sent = sent;
    tellWhole(state, wait);
    travel.hold.hidden = state === "arrived";
    travel.hold.textContent = state === "sending" ? words.pause : words.resume;
    travel.hold.setAttribute("aria-label", `${travel.hold.textContent}: ${path}`);
    travel.words.textContent = {
      sending: () => [fill(words.sending, size(sent), size(whole)), speed ? `${size(speed)}/s` : "", left === null ? "" : fill(words.left, duration(left))].filter(Boolean).join(" · "),
      resting: () => fill(words.resting, size(sent), wait),
      paused: () => fill(words.paused, size(sent), size(whole)),
      arrived: () => words.arrived,
    }[state]?.() ?? "";
  }

  /** Beside the button: how far all of them are, and what the one under way waits for. */
  function tellWhole(state, wait) {
    let sent = 0;
    let whole = 0;
    for (const each of travelling.values()) {
      sent += each.sent ?? (each.id ? each.file.size : 0);
      whole += each.file.size;
    }
    bar.value = whole ? sent / whole : 1;
    const waiting = { resting: words.resting, paused: words.paused }[state];
    line.textContent = fill(waiting ?? words.sending, size(sent), state === "resting" ? wait : size(whole));
  }

  function duration(seconds) {
    const [count, unit] = seconds < 90 ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
    return Math.ceil(count).toLocaleString(language, { style: "unit", unit, unitDisplay: "short" });
  }

  function sendForm(body) {
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
        for (const { upload } of travelling.values()) upload.done();
        location.assign(request.response.url);
      } else if (request.status === 401) signIn();
      else {
        refused(request.response);
        if (request.status === 409 && form.elements.base) standOnTheirs();
      }
    });
    for (const lost of ["error", "abort", "timeout"]) request.addEventListener(lost, () => refused({ detail: words.lost }));
    progress.hidden = false;
    bar.value = 0;
    line.textContent = "";
    request.send(body);
  }

  /**
   * Somebody else published meanwhile: sent again, this goes on top of theirs, with their words where nothing was changed
   * here. What they changed can be looked at beside it.
   */
  async function standOnTheirs() {
    const answer = await fetch(location.pathname);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-publish]");
    const before = form.elements.base.value;
    const theirs = fresh?.elements.base?.value;
    if (!theirs || theirs === before) return;
    form.elements.base.value = theirs;
    for (const name of ["title", "summary", "tags"]) {
      const field = form.elements[name];
      if (field.value === field.defaultValue) field.value = fresh.elements[name].value;
      field.defaultValue = fresh.elements[name].value;
    }
    const look = text("a", words.theirs);
    look.href = `${location.pathname.replace(/edit$/, "revisions/")}${theirs}?since=${before}`;
    look.target = "_blank";
    refusal.append(" ", look);
  }

  function signIn() {
    stop();
    location.assign("/sign-in?next=" + encodeURIComponent(location.pathname));
  }

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
