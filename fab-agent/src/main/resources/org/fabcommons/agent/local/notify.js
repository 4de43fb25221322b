// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows what happened as notifications of this browser, where somebody has switched that on, for as long as a page of
// the agent is open in it.
const ON = "fab-notify";
const LAST = "fab-notify-last";
// What is older than this when a page is opened again is no news. Milliseconds.
const STALE = 10 * 60_000;

// Browsers allow it only where nobody in between can change the page.
const possible = window.isSecureContext && "Notification" in window;
const wanted = () => possible && localStorage.getItem(ON) === "on" && Notification.permission === "granted";

function show(title, text, page, tag) {
  try {
    const shown = new Notification(title, { body: text, tag, icon: "/assets/icon.svg" });
    shown.addEventListener("click", () => {
      window.focus();
      location.assign(page);
      shown.close();
    });
  } catch {
    // Browsers of phones show none from a page.
  }
}

let asking = false;
async function news(number) {
  const last = Number(localStorage.getItem(LAST) ?? number);
  if (!localStorage.getItem(LAST)) localStorage.setItem(LAST, number);
  if (number <= last || asking) return;
  asking = true;
  try {
    const answer = await fetch(`/api/v1/notifications?after=${last}`, { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) return;
    for (const one of (await answer.json()).items) {
      localStorage.setItem(LAST, one.number);
      if (Date.now() - Date.parse(one.at) < STALE) show(one.title, one.text, one.page, `fab-${one.number}`);
    }
  } catch {
    // The next event asks again.
  } finally {
    asking = false;
  }
}

let stream;
let held;
function listen() {
  if (!wanted() || stream) return;
  // Of all pages that are open one listens; when it is closed, the next one does.
  navigator.locks.request("fab-notify", () => {
    if (!wanted()) return undefined;
    stream = new EventSource("/api/v1/events");
    stream.addEventListener("state", ({ data }) => news(JSON.parse(data).lastNotification));
    return new Promise((done) => { held = done; });
  });
}

function hush() {
  stream?.close();
  stream = undefined;
  held?.();
}

const state = document.getElementById("notify-state");
const button = document.getElementById("notify-switch");
function draw() {
  if (!state) return;
  const { denied, insecure, on, off } = state.dataset;
  const refused = possible && Notification.permission === "denied";
  state.textContent = !possible ? insecure : refused ? denied : wanted() ? on : off;
  button.hidden = !possible || refused;
  button.textContent = wanted() ? button.dataset.off : button.dataset.on;
  button.classList.toggle("primary", !wanted());
}

button?.addEventListener("click", async () => {
  if (wanted()) {
    localStorage.removeItem(ON);
    hush();
  } else if ((await Notification.requestPermission()) === "granted") {
    localStorage.setItem(ON, "on");
    localStorage.removeItem(LAST);
    const { title, text } = document.getElementById("notify-browser").dataset;
    show(title, text, "/notifications", "fab-test");
    listen();
  }
  draw();
});

draw();
listen();
