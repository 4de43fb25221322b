// SPDX-License-Identifier: AGPL-3.0-or-later
// Keeps parts of a page fresh. A region names its event stream; figures in it name the field they show. When more than
// figures changed, the region is taken anew from the page itself, so there is one place where things are said.
const language = document.documentElement.lang;
const decimals = (most) => new Intl.NumberFormat(language, { minimumFractionDigits: 0, maximumFractionDigits: most });
const formats = [0, 1, 2].map(decimals);

export function duration(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const two = (n) => String(n).padStart(2, "0");
  if (whole >= 3600) return `${Math.floor(whole / 3600)}\u00a0h\u00a0${two(Math.floor((whole % 3600) / 60))}`;
  if (whole >= 60) return `${Math.floor(whole / 60)}\u00a0min\u00a0${two(whole % 60)}\u00a0s`;
  return `${whole}\u00a0s`;
}

function show(element, value) {
  switch (element.dataset.as) {
    case "value": element.value = value; break;
    case "percent": element.textContent = `${formats[0].format(value * 100)}\u202f%`; break;
    case "duration": element.textContent = duration(value); break;
    case "one": element.textContent = formats[1].format(value); break;
    case "two": element.textContent = formats[2].format(value); break;
    case "target": element.textContent = value > 0 ? element.dataset.pattern.replace("#", formats[0].format(value)) : element.dataset.off; break;
    case "whole": element.textContent = formats[0].format(value); break;
    default: element.textContent = value;
  }
}

export function bind(within, data) {
  for (const element of within.querySelectorAll("[data-bind]")) {
    const value = element.dataset.bind.split(".").reduce((object, key) => object?.[key], data);
    if (value !== undefined && value !== null) show(element, value);
  }
}

let fetching = false;
let again = false;
/** Takes all live regions anew from the page; the focus stays where it was. */
export async function refresh() {
  again = true;
  if (fetching) return;
  fetching = true;
  try {
    while (again) {
      again = false;
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const region of document.querySelectorAll("[data-stream], [data-refresh]")) {
        const now = fresh.getElementById(region.id);
        if (!now) continue;
        const focused = region.contains(document.activeElement) ? document.activeElement.id : "";
        // What a person is busy with stays as it is: a form half written, a question opened.
        for (const busy of region.querySelectorAll("[data-keep]")) fresh.getElementById(busy.id)?.replaceWith(busy);
        region.replaceChildren(...document.adoptNode(now).childNodes);
        region.dataset.version = now.dataset.version ?? "";
        if (focused) document.getElementById(focused)?.focus();
      }
      document.title = fresh.title;
      const calls = document.getElementById("calls");
      const count = fresh.getElementById("calls");
      if (calls && count) calls.replaceWith(document.adoptNode(count));
      document.dispatchEvent(new CustomEvent("fab:refreshed"));
    }
  } finally {
    fetching = false;
  }
}

/** Follows the region's stream; `changed(data, region)` tells whether the region must be taken anew. */
export function follow(region, changed) {
  const lost = document.querySelector("[data-live-lost]");
  const announce = document.querySelector("[data-announce]");
  const stream = new EventSource(region.dataset.stream);
  stream.addEventListener(region.dataset.event, (event) => {
    const data = JSON.parse(event.data);
    if (changed(data, region)) {
      if (announce && data.stateText) announce.textContent = data.stateText;
      refresh();
    }
    region.dispatchEvent(new CustomEvent("fab:data", { detail: data, bubbles: true }));
  });
  stream.onopen = () => { if (lost) lost.hidden = true; };
  stream.onerror = () => { if (lost) lost.hidden = false; };
  addEventListener("pagehide", () => stream.close());
}

/** One thing: its figures are bound, and its version tells when there is more. */
export function one(data, region) {
  bind(region, data);
  return data.version !== region.dataset.version;
}

/** A list of things, each in an element that bears its id. */
export function many(data, region) {
  const shown = new Map([...region.querySelectorAll("[data-item]")].map((element) => [element.dataset.item, element]));
  const due = data.items.filter((item) => !region.dataset.lab || item.lab === region.dataset.lab);
  let more = due.length !== shown.size;
  for (const item of due) {
    const element = shown.get(item.id);
    if (!element || element.dataset.version !== item.version) more = true;
    if (element) bind(element, item);
  }
  return more;
}
