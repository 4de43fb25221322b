// SPDX-License-Identifier: AGPL-3.0-or-later
// A machine commanded by hand: jogging while a key is held, the console, and everything without leaving the page.
const control = document.getElementById("control");
const api = control.dataset.api;
const said = document.getElementById("said");
const locale = document.documentElement.lang;
document.documentElement.classList.add("scripted");

function say(text) {
  said.textContent = text;
  said.hidden = !text;
}

said.addEventListener("click", () => say(""));

let refusal = "";
async function post(path, body) {
  refusal = "";
  const headers = { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID?.() ?? String(Math.random()) };
  try {
    const answer = await fetch(api + "/" + path, { method: "POST", headers, body: JSON.stringify(body ?? {}), keepalive: true });
    if (answer.ok) {
      if (path !== "release") say("");
      return answer.status === 204 ? {} : await answer.json();
    }
    const problem = await answer.json();
    refusal = problem.type ?? "";
    say(problem.errors?.find((one) => one.field === "say")?.message ?? problem.detail);
  } catch {
    say(control.dataset.unheard);
  }
  return null;
}

// ---- forms that ask one thing

control.addEventListener("submit", async (event) => {
  const form = event.target;
  const what = form.dataset.ask;
  const fields = Object.fromEntries(new FormData(form));
  const watched = document.getElementById("watched")?.checked ?? false;
  if (form.dataset.macro) {
    event.preventDefault();
    await post("macros/" + encodeURIComponent(form.dataset.macro) + "/run", { ...fields, watched });
    askWord(form);
  } else if (what) {
    event.preventDefault();
    if (what === "console") return typed(form, fields, watched);
    await post(what, { ...fields, watched });
    for (const box of form.querySelectorAll("[name=confirmed]")) box.checked = false;
  }
});

// Where the lab wants somebody's word, the place for it opens.
function askWord(form) {
  const name = form.querySelector("[name=allowedBy]");
  if (!name || !refusal.includes(":policy-")) return;
  name.closest("details").open = true;
  (name.value ? form.querySelector("[name=password]") : name).focus();
}

for (const button of control.querySelectorAll("[data-preview]"))
  button.addEventListener("click", async () => {
    const form = button.form;
    const shown = form.querySelector("pre");
    const answer = await post("macros/" + encodeURIComponent(form.dataset.macro) + "/preview", Object.fromEntries(new FormData(form)));
    shown.hidden = !answer;
    if (answer) shown.textContent = answer.lines.join("\n") + (answer.refusals.length ? "\n\n" + answer.refusals.join("\n") : "");
  });

for (const input of control.querySelectorAll("[data-import]"))
  input.addEventListener("change", async () => {
    const tree = JSON.parse(await input.files[0].text().catch(() => "null"));
    for (const one of tree?.items ?? [tree]) if (!(await post(input.dataset.import, one))) return;
    location.reload();
  });

// ---- jogging: a lease that is renewed while the key is down, and not a moment longer

const RENEW_MS = 150;
let held = null;
let renewing = 0;

function step() {
  return document.querySelector("input[name=step]:checked").value;
}

function jogFields(key) {
  const feed = document.getElementById("feed").value;
  return { axis: key[0], up: key[1] === "+", feed, watched: document.getElementById("watched").checked };
}

function begin(key) {
  if (step() !== "hold") {
    const fields = jogFields(key);
    post("jog", { [key[0].toLowerCase()]: (key[1] === "+" ? "" : "-") + step(), feed: fields.feed, watched: fields.watched });
    return;
  }
  if (held) return;
  held = key;
  renew();
}

async function renew() {
  if (!held || document.hidden) return end();
  const turn = ++renewing;
  const key = held;
  setTimeout(() => turn === renewing && held && renew(), RENEW_MS);
  // Refused once is refused until the key is pressed again; the reason stays on the page.
  if (!(await post("hold", jogFields(key))) && held === key) end();
}

function end() {
  if (!held) return;
  held = null;
  post("release");
}

for (const button of control.querySelectorAll("[data-jog]")) {
  button.addEventListener("pointerdown", (event) => {
    if (event.button === 0) begin(button.dataset.jog);
  });
  // A keyboard or a screen reader clicks without a pointer: that is one step.
  button.addEventListener("click", (event) => {
    if (event.detail === 0 && step() !== "hold") begin(button.dataset.jog);
  });
  button.addEventListener("keydown", (event) => {
    if ((event.key === " " || event.key === "Enter") && step() === "hold" && !event.repeat) begin(button.dataset.jog);
  });
}
for (const name of ["pointerup", "pointercancel", "blur", "pagehide"]) addEventListener(name, end);
document.addEventListener("visibilitychange", end);

const KEYS = { ArrowUp: "Y+", ArrowDown: "Y-", ArrowLeft: "X-", ArrowRight: "X+", PageUp: "Z+", PageDown: "Z-" };
const pad = control.querySelector(".pad");
pad?.addEventListener("keydown", (event) => {
  if (!KEYS[event.key]) return;
  event.preventDefault();
  if (!event.repeat) begin(KEYS[event.key]);
});
addEventListener("keyup", end);

// ---- console: history with the arrow keys, kept over a reload

const line = document.getElementById("line");
const lines = document.getElementById("lines");
const store = "fab-console-" + document.getElementById("type").dataset.machine;
const history = JSON.parse(localStorage.getItem(store) ?? "[]");
let at = history.length;

async function typed(form, fields, watched) {
  if (fields.line.trim() && history.at(-1) !== fields.line) history.push(fields.line);
  history.splice(0, history.length - 100);
  localStorage.setItem(store, JSON.stringify(history));
  at = history.length;
  line.value = "";
  if (!(await post("console", { ...fields, watched }))) line.value ||= fields.line;
  askWord(form);
}

line.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
  event.preventDefault();
  at = Math.max(0, Math.min(history.length, at + (event.key === "ArrowUp" ? -1 : 1)));
  line.value = history[at] ?? "";
});

const polling = document.getElementById("polling");
polling.checked = localStorage.getItem("fab-polling") === "yes";
polling.addEventListener("change", () => {
  localStorage.setItem("fab-polling", polling.checked ? "yes" : "no");
  lines.classList.toggle("all", polling.checked);
});
lines.classList.toggle("all", polling.checked);

let heard = 0;
function write(entries) {
  const low = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 30;
  for (const entry of entries) {
    const row = document.createElement("div");
    row.className = entry.kind;
    row.textContent = (entry.kind === "sent" || entry.kind === "own" ? "> " : "") + entry.text;
    lines.append(row);
    heard = entry.number;
  }
  while (lines.childNodes.length > 500) lines.firstChild.remove();
  if (low && entries.length) lines.scrollTop = lines.scrollHeight;
}

// ---- what is so now

const number = new Intl.NumberFormat(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
function put(id, text) {
  const element = document.getElementById(id);
  if (element && element.textContent !== text) element.textContent = text;
}

const degrees = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
let maps = null;
let lastSaid = null;
function show(now) {
  const hand = now.hand ?? { work: {}, machine: {}, known: [], overrides: {} };
  for (const axis of ["X", "Y", "Z"]) {
    put("work-" + axis, axis in hand.work ? number.format(hand.work[axis]) : "–");
    put("machine-" + axis, axis in hand.machine ? number.format(hand.machine[axis]) : "–");
    const known = document.getElementById("known-" + axis);
    put("known-" + axis, hand.known.includes(axis) ? known.dataset.yes : known.dataset.no);
  }
  for (const [name, percent] of Object.entries(hand.overrides)) put("override-" + name, percent + " %");
  const routine = now.routine;
  const course = document.getElementById("course");
  put("course", routine && !routine.over && routine.of ? course?.dataset.of.replace(/[01]/g, (which) => (which === "0" ? routine.done : routine.of)) : "");
  const badge = document.querySelector(".machine-head .badge");
  badge.className = "badge " + now.mood;
  if (badge.textContent !== now.word) badge.textContent = now.word;
  document.getElementById("wrong").hidden = !now.wrong;
  put("wrong", now.wrong ?? "");
  document.getElementById("asks").hidden = !now.asks;
  put("asks-say", now.asks ?? "");
  for (const [sensor, what] of [["nozzle", "T0"], ["bed", "B"]]) {
    const shown = control.querySelector(`[data-sensor=${sensor}]`);
    const heat = now.temperatures[what];
    if (shown && heat) shown.textContent = `${degrees.format(heat.actual)} °C` + (heat.target ? ` → ${degrees.format(heat.target)} °C` : "");
  }
  // A survey has come to its end: its map is there to be looked at, unless somebody is writing something.
  const writing = document.activeElement?.matches("input, textarea, select");
  if (maps !== null && now.maps > maps && !writing) location.reload();
  maps = now.maps;
  const failed = routine?.over && routine.say ? routine.say : now.last?.over && now.last.say ? now.last.say : "";
  if (failed !== lastSaid) {
    // What failed before this page was opened was told then.
    if (failed && lastSaid !== null) say(failed);
    lastSaid = failed;
  }
  const found = document.getElementById("found");
  if (found) {
    found.hidden = !now.found;
    put("found-say", now.found?.say ?? "");
  }
  write(now.console);
}

async function refresh() {
  try {
    const answer = await fetch(api + "?after=" + heard, { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) throw new Error(answer.statusText);
    show(await answer.json());
    document.getElementById("lost").hidden = true;
  } catch {
    document.getElementById("lost").hidden = false;
  }
  setTimeout(refresh, document.hidden ? 3000 : 300);
}
refresh();
