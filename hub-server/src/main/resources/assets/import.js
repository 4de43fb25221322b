// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends an archive or a folder so that it can go on after a lost connection, and follows an import until it is done. Without this
// script the form is a plain one, and a link looks again.
import { Refused, ResumableUpload } from "/assets/resumable.js";

const LOOK_EVERY_MS = 1000;
const BUSY = ["waiting", "running", "publishing"];
/** What systems leave in folders; hidden files stay behind as well. */
const LEFT_BEHIND = /(^|\/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini)(\/|$)/i;

for (const form of document.querySelectorAll("[data-import]"))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
const busy = document.querySelector("[data-busy]");
if (busy) follow(busy);

/** An archive, or a folder file by file. */
async function send(form) {
  const files = [...form.querySelector("input[type=file]").files]
    .map((file) => ({ file, path: file.webkitRelativePath || file.name }))
    .filter(({ file, path }) => !file.webkitRelativePath || !LEFT_BEHIND.test(path));
  const button = form.querySelector("button");
  const progress = form.querySelector("[data-whole]");
  const fault = form.querySelector(".fault");
  const all = files.reduce((sum, { file }) => sum + file.size, 0);
  fault.hidden = true;
  button.disabled = true;
  progress.hidden = false;
  try {
    const body = new FormData();
    const from = form.querySelector("[name=from]");
    if (from) body.append("from", from.value);
    const uploads = [];
    let before = 0;
    for (const { file, path } of files) {
      const upload = new ResumableUpload(file, `import:${path}`, ({ state, sent }) => tell(form, progress, state, before + sent, all));
      body.append("upload", `${await upload.run()} ${path}`);
      uploads.push(upload);
      before += file.size;
    }
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (!answer.ok) throw new Refused(answer.status, told);
    for (const upload of uploads) upload.done();
    location.assign(told.url);
  } catch (refusal) {
    button.disabled = false;
    progress.hidden = true;
    fault.hidden = false;
    fault.textContent = refusal instanceof Refused ? refusal.message : form.dataset.failed;
  }
}

function tell(form, progress, state, sent, all) {
  progress.querySelector("progress").value = all ? sent / all : 1;
  const words = state === "resting" ? form.dataset.lost : form.dataset.sending.replace("{0}", bytes(sent)).replace("{1}", bytes(all));
  const line = progress.querySelector("[data-words]");
  if (line.textContent !== words) line.textContent = words;
}

function bytes(count) {
  const units = document.documentElement.lang === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
  let unit = 0;
  for (; count >= 1000 && unit < units.length - 1; unit++) count /= 1000;
  return `${count.toLocaleString(document.documentElement.lang, { maximumFractionDigits: unit && count < 100 ? 1 : 0 })}\u00a0${units[unit]}`;
}

async function follow(place) {
  for (let wait = 200; ; wait = LOOK_EVERY_MS) {
    await new Promise((go) => setTimeout(go, wait));
    let now;
    try {
      now = await (await fetch(place.dataset.busy, { headers: { Accept: "application/json" } })).json();
    } catch {
      continue; // The connection comes back, and the import goes on without it.
    }
    if (now.state === "published") return location.replace(`/@${now.design}`);
    if (!BUSY.includes(now.state)) return location.reload();
    const words = place.querySelector("[data-words]");
    if (words.textContent !== now.progress.words) words.textContent = now.progress.words;
    const bar = place.querySelector("progress");
    if (now.progress.total > 0) bar.value = now.progress.done / now.progress.total;
    else bar.removeAttribute("value");
  }
}
