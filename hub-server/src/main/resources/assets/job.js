// SPDX-License-Identifier: AGPL-3.0-or-later
import { follow, one, refresh } from "/assets/live.js";

const MINUTES = 10;
const samples = [];
const NS = "http://www.w3.org/2000/svg";

function element(name, attributes, text) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function kindOf(sensor) {
  return sensor.startsWith("T") ? "nozzle" : sensor.startsWith("B") ? "bed" : "other";
}

/** Temperatures over the last minutes, each sensor a line, its target dashed. */
function draw() {
  const place = document.querySelector("[data-chart]");
  const sensors = [...new Set(samples.flatMap((sample) => Object.keys(sample.temperatures)))];
  if (!place || samples.length < 3 || sensors.length === 0) return;
  const width = 640;
  const height = 150;
  const left = 34;
  const first = samples[0].at;
  const span = Math.max(30_000, samples.at(-1).at - first);
  const top = Math.max(50, ...samples.flatMap((s) => Object.values(s.temperatures).flatMap((r) => [r.actual, r.target]))) * 1.08;
  const x = (at) => left + ((at - first) / span) * (width - left - 4);
  const y = (value) => height - 8 - (value / top) * (height - 16);
  const svg = element("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": place.dataset.title });
  for (const mark of [0, 0.5, 1].map((part) => Math.round((part * top) / 1.08 / 10) * 10)) {
    svg.append(element("line", { x1: left, x2: width, y1: y(mark), y2: y(mark) }));
    svg.append(element("text", { x: 0, y: y(mark) + 4 }, `${mark}°`));
  }
  sensors.forEach((sensor) => {
    const known = samples.filter((sample) => sample.temperatures[sensor]);
    for (const kind of ["target", "actual"]) {
      const points = known.filter((s) => kind === "actual" || s.temperatures[sensor].target > 0)
        .map((s) => `${x(s.at).toFixed(1)},${y(s.temperatures[sensor][kind]).toFixed(1)}`).join(" ");
      svg.append(element("polyline", { points, class: `${kindOf(sensor)} ${kind}` }));
    }
    const last = known.at(-1);
    svg.append(element("text", { x: width - 4, y: y(last.temperatures[sensor].actual) - 6, "text-anchor": "end", class: kindOf(sensor) }, sensor));
  });
  place.replaceChildren(svg);
  place.hidden = false;
}

const region = document.getElementById("job-live");
region.addEventListener("fab:data", (event) => {
  const temperatures = event.detail.machine.temperatures ?? {};
  if (Object.keys(temperatures).length === 0) return;
  samples.push({ at: Date.now(), temperatures });
  while (samples[0].at < Date.now() - MINUTES * 60_000) samples.shift();
  draw();
});
document.addEventListener("fab:refreshed", draw);
// The machine's figures are named as on its own page.
follow(region, (data, at) => one({ ...data.machine, ...data }, at));

/** What the camera sees; asking is also what tells the agent that somebody looks. */
async function look() {
  const panel = document.getElementById("job-camera");
  if (panel && !document.hidden) {
    try {
      const answer = await fetch(panel.dataset.pictures, { headers: { Accept: "application/json" } });
      if (answer.ok) see(panel, await answer.json());
    } catch {
      // The stream of events says that the hub cannot be reached.
    }
  }
  setTimeout(look, 2000);
}

function see(panel, { live, items }) {
  if (items.length !== Number(panel.dataset.kept)) refresh();
  panel.hidden = !live;
  if (!live) return;
  const picture = panel.querySelector("img");
  if (picture.getAttribute("src") !== live.picture) picture.src = live.picture;
  panel.querySelector("[data-picture-at]").textContent = new Date(live.takenAt).toLocaleTimeString(document.documentElement.lang);
  for (const notice of panel.querySelectorAll("[data-notice]")) notice.hidden = notice.dataset.notice !== live.notice;
}

setTimeout(look, 1000);
