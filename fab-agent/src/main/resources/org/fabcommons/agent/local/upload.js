// SPDX-License-Identifier: AGPL-3.0-or-later
// Sends a file with bar, percent, time left and a way to stop. Without this script the same form sends it as a whole.
const panel = document.getElementById("upload");
const part = (name) => panel.querySelector(`[data-${name}]`);
const language = document.documentElement.lang;
const size = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 });
const SLOW_STEP = 0.25;

let sending = null;

const megabytes = (bytes) => `${size.format(bytes / 1e6)} ${panel.dataset.unit}`;

function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function show({ busy, fault = "" }) {
  panel.hidden = false;
  part("bar").hidden = !busy;
  part("cancel").hidden = !busy;
  part("again").hidden = busy || !fault || fault === panel.dataset.tooLarge;
  part("close").hidden = busy;
  part("fault").textContent = fault;
  part("fault").hidden = !fault;
  for (const button of document.querySelectorAll("form[data-brings] button")) button.disabled = busy;
}

function fails(fault) {
  sending = null;
  part("figure").textContent = "";
  show({ busy: false, fault });
}

function send(form, file) {
  part("name").textContent = file.name;
  part("figure").textContent = "";
  part("bar").value = 0;
  part("again").onclick = () => send(form, file);
  if (file.size > Number(panel.dataset.most)) return fails(panel.dataset.tooLarge);
  const began = performance.now();
  let said = 0;
  sending = new XMLHttpRequest();
  sending.upload.onprogress = ({ loaded, total }) => {
    const share = total ? loaded / total : 0;
    const seconds = (performance.now() - began) / 1000;
    part("bar").value = share;
    part("figure").textContent = share < 1
      ? `${percent.format(share)} · ${megabytes(loaded)} / ${megabytes(total)}${seconds > 2 ? ` · ${panel.dataset.left.replace("#", clock((seconds / share) * (1 - share)))}` : ""}`
      : panel.dataset.checking;
    // Whoever listens hears each quarter, not each packet.
    if (share - said >= SLOW_STEP) {
      said = share;
      part("said").textContent = percent.format(share);
    }
  };
  sending.onload = () => arrived(form, sending);
  sending.onerror = () => fails(panel.dataset.lost);
  sending.onabort = () => {
    sending = null;
    show({ busy: false });
    part("figure").textContent = panel.dataset.cancelled;
    part("said").textContent = panel.dataset.cancelled;
  };
  sending.open("POST", `/api/v1/files?name=${encodeURIComponent(file.name)}`);
  sending.send(file);
  show({ busy: true });
}

function reason(problem) {
  const code = (problem.type ?? "").split(":").pop();
  if (code === "too-large") return panel.dataset.tooLarge;
  if (code === "disk-full") return panel.dataset.diskFull;
  return panel.dataset.other;
}

async function arrived(form, request) {
  let answer = {};
  try {
    answer = JSON.parse(request.responseText);
  } catch {
    return fails(panel.dataset.other);
  }
  if (request.status !== 201) return fails(reason(answer));
  try {
    const key = form.dataset.brings;
    const queued = await fetch(`/api/v1/machines/${key}/queue`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ file: answer.sha256 }),
    });
    if (!queued.ok) return fails(panel.dataset.other);
    const { id } = await queued.json();
    sending = null;
    location.assign(`/machines/${key}/waiting/${id}`);
  } catch {
    fails(panel.dataset.lost);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const file = form.dataset.brings && form.querySelector("input[type=file]").files[0];
  if (!file || sending) return;
  event.preventDefault();
  send(form, file);
});
part("cancel").addEventListener("click", () => sending?.abort());
part("close").addEventListener("click", () => { panel.hidden = true; });
// Whoever leaves now would lose what has been sent.
addEventListener("beforeunload", (event) => { if (sending) event.preventDefault(); });
