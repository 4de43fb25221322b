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
  for (const { name, value } of [...fresh.attributes]) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  for (const { name } of [...old.attributes]) if (name !== "open" && !fresh.hasAttribute(name)) old.removeAttribute(name);
  const children = [...fresh.childNodes];
  children.forEach((child, i) => (old.childNodes[i] ? become(old.childNodes[i], child) : old.append(child)));
  while (old.childNodes.length > children.length) old.lastChild.remove();
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

// A stream of pictures that broke off is asked for again, a moment later.
document.addEventListener("error", ({ target }) => {
  if (!(target instanceof HTMLImageElement) || !("stream" in target.dataset)) return;
  setTimeout(() => { target.src = `${target.src.split("?")[0]}?again=${Date.now()}`; }, 3000);
}, true);
