// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps the page up to date, and says so when it no longer can.
const live = document.getElementById("live");
const lost = document.getElementById("lost");

// Brings an element to another's state and leaves alone what is the same, so that focus and open details stay.
function become(old, fresh) {
  if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  for (const { name, value } of [...fresh.attributes]) {
    // A live picture is renewed in its own time.
    if (name === "src" && old.hasAttribute("data-picture")) continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  const children = [...fresh.childNodes];
  children.forEach((child, i) => (old.childNodes[i] ? become(old.childNodes[i], child) : old.append(child)));
  while (old.childNodes.length > children.length) old.lastChild.remove();
}

// The machine's state stands above the part that is renewed, on all of its pages.
function heading() {
  const now = live.querySelector("[data-word]");
  const badge = document.querySelector(".machine-head .badge");
  if (!now || !badge) return;
  badge.className = "badge " + now.dataset.mood;
  if (badge.textContent !== now.dataset.word) badge.textContent = now.dataset.word;
}

async function refresh() {
  try {
    const answer = await fetch(live.dataset.live ?? "/live", { signal: AbortSignal.timeout(4000) });
    if (!answer.ok) throw new Error(answer.statusText);
    const fresh = document.createElement("div");
    fresh.id = "live";
    if (live.dataset.live) fresh.dataset.live = live.dataset.live;
    fresh.append(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
    become(live, fresh);
    heading();
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(refresh, document.hidden ? 5000 : 1000);
}

if (live) setTimeout(refresh, 1000);

// On a phone the menu of a machine is wider than the page.
const here = document.querySelector('.tabs [aria-current]');
if (here) here.parentElement.scrollLeft = here.offsetLeft - (here.parentElement.clientWidth - here.offsetWidth) / 2;

// Live pictures come as stills, at most two on their way at a time. A browser has six connections to one server, for all
// its windows together: with a stream in each, neither the page nor Stop would get through.
const MOST = 2;
const PACE_MS = 200;
const AGAIN_MS = 1500;
const LOST_MS = 10_000;
const due = new WeakMap();
const underWay = new Map();

function ask(image) {
  const over = (pause) => {
    underWay.delete(image);
    due.set(image, performance.now() + pause);
  };
  image.onload = () => {
    image.classList.remove("away");
    over(PACE_MS);
  };
  image.onerror = () => {
    image.classList.add("away");
    over(AGAIN_MS);
  };
  underWay.set(image, performance.now());
  image.src = `${image.dataset.picture}?n=${Date.now()}`;
}

function inView(image) {
  const { top, bottom } = image.getBoundingClientRect();
  return bottom > -200 && top < window.innerHeight + 200;
}

function pictures() {
  const now = performance.now();
  for (const [image, since] of underWay) if (!image.isConnected || now - since > LOST_MS) underWay.delete(image);
  const waiting = [...document.querySelectorAll("img[data-picture]")]
    .filter((image) => !underWay.has(image) && (due.get(image) ?? 0) <= now && inView(image))
    .sort((a, b) => (due.get(a) ?? 0) - (due.get(b) ?? 0));
  if (!document.hidden) waiting.slice(0, MOST - underWay.size).forEach(ask);
  setTimeout(pictures, document.hidden ? 1000 : 50);
}

if (document.querySelector("[data-picture]") || live) pictures();

// ---- stop by the keyboard, wherever the focus is

// Esc twice: no text is typed with it, and one alone closes and leaves things everywhere. On a machine's pages it is that
// machine's stop, elsewhere the one for all; the keys stand on the button which they press.
const TWICE_MS = 1000;
const stop = document.querySelector(".machine-head .stop") ?? document.querySelector("header .stop");

function byKeyboard() {
  const keys = document.createElement("kbd");
  keys.textContent = `${stop.dataset.key} ${stop.dataset.key}`;
  keys.setAttribute("aria-hidden", "true");
  stop.append(" ", keys);
  stop.title = stop.dataset.keys;
  const once = document.createElement("p");
  once.className = "notice bad once";
  once.setAttribute("role", "alert");
  document.body.append(once);
  let until = 0;
  const forget = () => {
    until = 0;
    once.textContent = "";
  };
  addEventListener("keydown", (event) => {
    if (event.repeat || event.isComposing) return;
    if (event.key !== "Escape" || event.ctrlKey || event.altKey || event.shiftKey || event.metaKey) return void forget();
    // Whoever writes leaves the field with the first one: that is none of the two.
    const field = event.target.closest?.("textarea, select, input:not([type=checkbox], [type=radio])");
    if (field) return void field.blur();
    if (performance.now() < until) {
      forget();
      stop.click();
      return;
    }
    until = performance.now() + TWICE_MS;
    once.textContent = stop.dataset.once;
    setTimeout(() => performance.now() >= until && forget(), TWICE_MS + 20);
  });
}

if (stop) byKeyboard();
