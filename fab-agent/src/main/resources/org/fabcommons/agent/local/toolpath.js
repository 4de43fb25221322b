// SPDX-License-Identifier: AGPL-3.0-or-later
// The path of a job, a layer at a time: what is done, what is to come, and where the machine is now.
const place = document.getElementById("toolpath");
if (place) show(place);

async function show(place) {
  const words = document.getElementById("toolpath-words").dataset;
  const canvas = place.querySelector("canvas");
  const slider = document.getElementById("layer");
  const follow = document.getElementById("follow");
  const said = document.getElementById("toolpath-said");
  const at = `/api/v1/machines/${place.dataset.machine}/toolpath`;
  const fill = (text, ...values) => text.replace(/\{(\d)\}/g, (hole, i) => values[i]);
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  let line = place.dataset.line === "" ? Infinity : Number(place.dataset.line);
  let tool = null;
  let drawing = null;
  let shown = -1;

  const answer = await fetch(at);
  if (!answer.ok) return void (said.textContent = words.gone);
  const outline = await answer.json();
  if (!outline.layers.length || !outline.bounds) return void (said.textContent = words.gone);
  const [left, bottom, right, top] = outline.bounds;
  slider.max = outline.layers.length;
  said.textContent = fill(words.size, number.format(right - left), number.format(top - bottom), outline.layers.length);

  async function choose(layer) {
    if (layer === shown) return draw();
    shown = layer;
    slider.value = layer + 1;
    document.getElementById("layer-said").textContent =
      fill(words.of, layer + 1, outline.layers.length, number.format(outline.layers[layer][0]));
    const fresh = await fetch(`${at}/layers/${layer}`);
    if (!fresh.ok || layer !== shown) return;
    drawing = await fresh.json();
    draw();
  }

  function draw() {
    if (!drawing) return;
    const density = window.devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    canvas.width = width * density;
    canvas.height = height * density;
    const style = getComputedStyle(place);
    const colour = (name) => style.getPropertyValue(name).trim();
    const pen = canvas.getContext("2d");
    pen.scale(density, density);
    const edge = 16;
    const scale = Math.min((width - 2 * edge) / Math.max(right - left, 1), (height - 2 * edge) / Math.max(top - bottom, 1));
    const x = (mm) => width / 2 + (mm - (left + right) / 2) * scale;
    const y = (mm) => height / 2 - (mm - (bottom + top) / 2) * scale;
    pen.strokeStyle = colour("--line");
    pen.strokeRect(x(left), y(top), (right - left) * scale, (top - bottom) * scale);
    pen.lineCap = pen.lineJoin = "round";
    for (const kind of ["go", "todo", "done"]) {
      pen.beginPath();
      for (let i = 1; i < drawing.x.length; i++) {
        const what = !drawing.works[i] ? "go" : drawing.line[i] <= line ? "done" : "todo";
        if (what !== kind) continue;
        pen.moveTo(x(drawing.x[i - 1]), y(drawing.y[i - 1]));
        pen.lineTo(x(drawing.x[i]), y(drawing.y[i]));
      }
      pen.strokeStyle = colour(`--path-${kind}`);
      pen.lineWidth = kind === "go" ? 0.5 : 1.5;
      pen.stroke();
    }
    if (!tool) return;
    pen.beginPath();
    pen.arc(x(tool.X), y(tool.Y), 6, 0, 2 * Math.PI);
    pen.fillStyle = colour("--stop");
    pen.fill();
    pen.lineWidth = 2;
    pen.strokeStyle = colour("--sheet");
    pen.stroke();
  }

  // The last layer that has begun by this line.
  const layerAt = (line) => Math.max(0, outline.layers.findLastIndex((layer) => layer[1] <= Math.max(line, 1)));

  slider.addEventListener("input", () => {
    follow.checked = false;
    choose(slider.value - 1);
  });
  follow.addEventListener("change", () => follow.checked && choose(layerAt(line)));
  new ResizeObserver(draw).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  await choose(line === Infinity ? outline.layers.length - 1 : layerAt(line));
  const events = new EventSource("/api/v1/events");
  events.addEventListener("state", (event) => {
    const machine = JSON.parse(event.data).machines.find((one) => one.key === place.dataset.machine);
    if (!machine) return;
    const known = machine.position.X !== undefined && machine.position.Y !== undefined;
    tool = machine.job && known ? machine.position : null;
    if (machine.job && machine.progress) line = machine.progress.line;
    else if (machine.job === null || machine.job === undefined) tool = null;
    if (follow.checked && machine.job) choose(layerAt(line));
    else draw();
  });
}
