// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends an archive so that it can go on after a lost connection, and follows an import until it is done. Without this
// script the form is a plain one, and a link looks again.
import { Refused, ResumableUpload } from "/assets/resumable.js";

const LOOK_EVERY_MS = 1000;
const form = document.querySelector("[data-import]");
if (form) form.addEventListener("submit", send);
const busy = document.querySelector("[data-busy]");
if (busy) follow(busy);

async function send(event) {
  event.preventDefault();
  const file = form.querySelector("input[type=file]").files[0];
  const button = form.querySelector("button");
  const progress = form.querySelector("[data-whole]");
  const fault = form.querySelector(".fault");
  fault.hidden = true;
  button.disabled = true;
  progress.hidden = false;
  const upload = new ResumableUpload(file, "import", ({ state, sent, size }) => {
    progress.querySelector("progress").value = size ? sent / size : 1;
    const words = state === "resting" ? form.dataset.lost : form.dataset.sending.replace("{0}", bytes(sent)).replace("{1}", bytes(size));
    const line = progress.querySelector("[data-words]");
    if (line.textContent !== words) line.textContent = words;
  });
  try {
    const body = new FormData();
    body.append("upload", `${await upload.run()} ${file.name}`);
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (!answer.ok) throw new Refused(answer.status, told);
    upload.done();
    location.assign(told.url);
  } catch (refusal) {
    button.disabled = false;
    progress.hidden = true;
    fault.hidden = false;
    fault.textContent = refusal instanceof Refused ? refusal.message : form.dataset.failed;
  }
}

function bytes(count) {
  const units = document.documentElement.lang === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
  let unit = 0;
  for (; count >= 1000 && unit < units.length - 1; unit++) count /= 1000;
  return `${count.toLocaleString(document.documentElement.lang, { maximumFractionDigits: unit && count < 100 ? 1 : 0 })}\u00a0${units[unit]}`;
}

async function follow(place) {
  for (;;) {
    await new Promise((go) => setTimeout(go, LOOK_EVERY_MS));
    let now;
    try {
      now = await (await fetch(place.dataset.busy, { headers: { Accept: "application/json" } })).json();
    } catch {
      continue; // The connection comes back, and the import goes on without it.
    }
    if (now.state !== "waiting" && now.state !== "running") return location.reload();
    const words = place.querySelector("[data-words]");
    if (words.textContent !== now.progress.words) words.textContent = now.progress.words;
    const bar = place.querySelector("progress");
    if (now.progress.total > 0) bar.value = now.progress.done / now.progress.total;
    else bar.removeAttribute("value");
  }
}
