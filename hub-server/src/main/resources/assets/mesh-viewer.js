// SPDX-License-Identifier: AGPL-3.0-or-later
// Shows one model on a bed of 10 mm squares, to be turned by pointer, touch and keys: a mesh, a toolpath layer by layer, or
// a flat drawing. Draws only when something changes.

import * as THREE from "/assets/lib/three/build/three.module.min.js";

const START = { turn: -0.9, tilt: 1.05 };
const STEP = Math.PI / 24;

/**
 * @param format what the hub recognised the file as
 * @returns a promise that is kept once the model is shown, or broken with an Error whose words can be shown
 */
export async function show(view, { address, format, name, words, signal }) {
  const mesh = await read(address, format, words, signal);
  if (signal.aborted) return;
  let renderer;
  try {
    renderer = new THREE.WebGLRenderer({ antialias: true, alpha: true });
  } catch {
    throw said(words.nogl);
  }
  new Stage(view, renderer, mesh, name, words, signal);
}

function said(text) {
  return Object.assign(new Error(text), { words: text });
}

function fill(text, figures) {
  return text.replace(/\{(\d)\}/g, (whole, number) => figures[number] ?? whole);
}

function read(address, format, words, signal) {
  return new Promise((keep, fail) => {
    const worker = new Worker("/assets/mesh-worker.js", { type: "module" });
    const end = () => worker.terminate();
    signal.addEventListener("abort", () => { end(); fail(said("")); }, { once: true });
    worker.onerror = () => { end(); fail(said(words.broken)); };
    worker.onmessage = ({ data }) => {
      end();
      if (data.fault) fail(said(fill(words[data.fault] ?? words.broken, data.figures)));
      else keep(data);
    };
    worker.postMessage({ address, format });
  });
}

class Stage {
  constructor(view, renderer, mesh, name, words, signal) {
    this.view = view;
    this.renderer = renderer;
    this.size = mesh.high.map((high, axis) => high - mesh.low[axis]);
    this.center = new THREE.Vector3(...mesh.high.map((high, axis) => (high + mesh.low[axis]) / 2));
    this.radius = Math.max(0.001, Math.hypot(...this.size) / 2);
    this.target = new THREE.Vector3();
    this.scene = new THREE.Scene();
    this.lamp = new THREE.DirectionalLight(0xffffff, 2.1);
    this.camera = new THREE.PerspectiveCamera(35, 1, this.radius / 100, this.radius * 100);
    this.camera.up.set(0, 0, 1);
    if (mesh.lines) this.buildLines(mesh);
    else this.build(mesh);
    this.ground(mesh.low);
    this.frame(name, words, mesh);
    if (mesh.layers?.length) this.slide(words, mesh);
    this.reset();
    if (mesh.flat) this.look(-Math.PI / 2, 0.0001);
    this.listen(signal);
    this.dress();
  }

  build({ positions, colours }) {
    const geometry = new THREE.BufferGeometry();
    geometry.setAttribute("position", new THREE.BufferAttribute(positions, 3));
    if (colours) geometry.setAttribute("color", new THREE.BufferAttribute(colours, 3));
    geometry.translate(-this.center.x, -this.center.y, -this.center.z);
    this.geometry = geometry;
    this.painted = Boolean(colours);
    // The graphics card finds out how each triangle lies: those that files tell are often missing or wrong.
    this.material = new THREE.MeshStandardMaterial({
      roughness: 0.62, metalness: 0.05, side: THREE.DoubleSide, flatShading: true, vertexColors: this.painted,
    });
    this.part = new THREE.Mesh(geometry, this.material);
    this.scene.add(this.part);
    this.sky = new THREE.HemisphereLight(0xffffff, 0x8a8f96, 1.5);
    this.sky.position.set(0, 0, 1);
    this.scene.add(this.sky, this.lamp);
  }

  /** Work as lines, the layer looked at stronger than those below; moves without work apart. */
  buildLines({ lines, travel }) {
    const geometry = (positions) => {
      const made = new THREE.BufferGeometry();
      made.setAttribute("position", new THREE.BufferAttribute(positions, 3));
      made.translate(-this.center.x, -this.center.y, -this.center.z);
      return made;
    };
    this.geometry = geometry(lines);
    this.material = new THREE.LineBasicMaterial({ transparent: true });
    this.part = new THREE.LineSegments(this.geometry, this.material);
    this.layer = new THREE.LineSegments(this.geometry.clone(), new THREE.LineBasicMaterial());
    this.layer.visible = false;
    this.travel = new THREE.LineSegments(geometry(travel), new THREE.LineBasicMaterial({ transparent: true, opacity: 0.35 }));
    this.travel.visible = false;
    this.scene.add(this.part, this.layer, this.travel);
  }

  ground(low) {
    const squares = Math.min(200, Math.max(4, 2 * Math.ceil((Math.max(this.size[0], this.size[1]) * 0.75) / 10)));
    this.bed = new THREE.GridHelper(squares * 10, squares);
    this.bed.rotation.x = Math.PI / 2;
    // A hair below the part, so that its underside and the bed do not fight for the same pixels.
    this.bed.position.z = low[2] - this.center.z - this.radius / 500;
    this.bed.material.transparent = true;
    this.scene.add(this.bed);
  }

  /** A slider that goes up through the layers, and a switch for moves without work. */
  slide(words, { layers, travelBefore }) {
    const language = document.documentElement.lang;
    const bar = document.createElement("div");
    bar.className = "stage-layers";
    const label = document.createElement("label");
    label.className = "stage-slider";
    const slider = Object.assign(document.createElement("input"), { type: "range", min: "1", max: String(layers.length), step: "1", value: String(layers.length) });
    label.append(words.layer, slider);
    const told = document.createElement("output");
    const choice = document.createElement("label");
    const travel = Object.assign(document.createElement("input"), { type: "checkbox" });
    choice.append(travel, words.travel);
    bar.append(label, told, choice);
    const update = () => {
      const at = slider.valueAsNumber - 1, from = at ? layers[at - 1].end : 0, { end, travelEnd, z } = layers[at];
      this.geometry.setDrawRange(0, end);
      this.layer.geometry.setDrawRange(from, end - from);
      this.layer.visible = layers.length > 1;
      this.material.opacity = at < layers.length - 1 ? 0.3 : 0.75;
      const travelFrom = at ? layers[at - 1].travelEnd : travelBefore;
      this.travel.geometry.setDrawRange(travelFrom, Math.max(0, travelEnd - travelFrom));
      this.travel.visible = travel.checked;
      const text = fill(words.layers, [at + 1, layers.length, z].map((value) => value.toLocaleString(language)));
      told.textContent = text;
      slider.setAttribute("aria-valuetext", text);
      this.draw();
    };
    slider.addEventListener("input", update);
    travel.addEventListener("input", update);
    this.view.after(bar);
    update();
  }

  frame(name, words, { triangles, shown, lines, flat, moves }) {
    const language = document.documentElement.lang;
    const number = (value) => value.toLocaleString(language, { maximumFractionDigits: 1 });
    const sizes = this.size.map(number);
    const figures = flat ? fill(words.paper, [...sizes.slice(0, 2), number(moves)])
      : lines ? fill(words.path, [...sizes, number(moves)])
      : fill(words.size, [...sizes, number(triangles)]);
    const canvas = this.renderer.domElement;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", name);
    canvas.setAttribute("aria-describedby", "stage-figures stage-keys");
    this.canvas = canvas;
    const line = document.createElement("p");
    line.className = "stage-figures";
    line.id = "stage-figures";
    line.textContent = figures;
    const tools = document.createElement("div");
    tools.className = "stage-tools";
    const tool = (label, drawing, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = label;
      button.setAttribute("aria-label", label);
      button.append(draw(drawing));
      button.addEventListener("click", () => act(button));
      tools.append(button);
      return button;
    };
    tool(words.in, "M12 5v14M5 12h14", () => this.zoom(0.8));
    tool(words.out, "M5 12h14", () => this.zoom(1.25));
    tool(words.reset, "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5", () => this.reset());
    tool(words.top, "M12 3v9M8.5 8.5 12 12l3.5-3.5M5 15l7 3.5 7-3.5-7-3.2z", () => this.look(-Math.PI / 2, 0.0001));
    tool(words.front, "M5 6h14v12H5z", () => this.look(-Math.PI / 2, Math.PI / 2));
    // Finding the edges of very many triangles would take longer than anybody waits.
    if (!lines && shown < 400_000)
      tool(words.edges, "M4 19 12 4l8 15zM12 4v15M8 11.5h8", (button) => this.edges(button)).setAttribute("aria-pressed", "false");
    this.view.replaceChildren(canvas, line, tools);
    if (shown < triangles) {
      const note = document.createElement("p");
      note.className = "stage-note";
      note.textContent = fill(words.thinned, [number(shown), number(triangles)]);
      this.view.append(note);
    }
  }

  listen(signal) {
    const canvas = this.canvas;
    const on = (target, event, act, options = {}) => target.addEventListener(event, act, { signal, ...options });
    const pointers = new Map();
    let apart = 0;
    on(canvas, "pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, event);
      apart = 0;
    });
    on(canvas, "pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      pointers.set(event.pointerId, event);
      const x = event.clientX - before.clientX, y = event.clientY - before.clientY;
      if (pointers.size === 2) {
        const [a, b] = [...pointers.values()];
        const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (apart) this.zoom(apart / now);
        apart = now;
        this.move(x / 2, y / 2);
      } else if (event.shiftKey || event.buttons === 2 || event.buttons === 4) this.move(x, y);
      else this.turnBy(-x * 0.008, -y * 0.008);
    });
    for (const over of ["pointerup", "pointercancel"]) on(canvas, over, (event) => { pointers.delete(event.pointerId); apart = 0; });
    on(canvas, "contextmenu", (event) => event.preventDefault());
    // The wheel turns the page until the part was touched: nobody gets stuck while reading on.
    on(canvas, "wheel", (event) => {
      if (document.activeElement !== canvas && !event.ctrlKey) return;
      event.preventDefault();
      this.zoom(Math.exp(Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.002));
    }, { passive: false });
    const keys = {
      ArrowLeft: (shift) => (shift ? this.move(24, 0) : this.turnBy(STEP, 0)),
      ArrowRight: (shift) => (shift ? this.move(-24, 0) : this.turnBy(-STEP, 0)),
      ArrowUp: (shift) => (shift ? this.move(0, 24) : this.turnBy(0, STEP)),
      ArrowDown: (shift) => (shift ? this.move(0, -24) : this.turnBy(0, -STEP)),
      "+": () => this.zoom(0.85), "=": () => this.zoom(0.85), "-": () => this.zoom(1.18), 0: () => this.reset(), Home: () => this.reset(),
    };
    on(canvas, "keydown", (event) => {
      const act = keys[event.key];
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      act(event.shiftKey);
    });
    const fit = new ResizeObserver(() => this.fit());
    fit.observe(this.view);
    on(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.dress());
    on(canvas, "webglcontextlost", (event) => event.preventDefault());
    on(canvas, "webglcontextrestored", () => this.draw());
    signal.addEventListener("abort", () => {
      fit.disconnect();
      this.geometry.dispose();
      this.material.dispose();
      this.wire?.geometry.dispose();
      this.layer?.geometry.dispose();
      this.travel?.geometry.dispose();
      this.renderer.dispose();
      this.renderer.forceContextLoss();
    }, { once: true });
  }

  /** Takes the page's colours. */
  dress() {
    const style = getComputedStyle(this.view);
    const colour = (name) => new THREE.Color(style.getPropertyValue(name).trim());
    if (this.travel) {
      this.material.color = colour("--accent");
      this.layer.material.color = colour("--warn");
      this.travel.material.color = colour("--faint");
    } else this.material.color = this.painted ? new THREE.Color(0xffffff) : colour("--accent").lerp(new THREE.Color(0xffffff), 0.22);
    this.bed.material.color = colour("--faint");
    this.bed.material.vertexColors = false;
    this.bed.material.opacity = 0.28;
    this.bed.material.needsUpdate = true;
    if (this.wire) this.wire.material.color = colour("--ink");
    this.draw();
  }

  edges(button) {
    if (!this.wire) {
      this.wire = new THREE.LineSegments(
        new THREE.EdgesGeometry(this.geometry, 20),
        new THREE.LineBasicMaterial({ transparent: true, opacity: 0.65 }));
      this.wire.visible = false;
      this.scene.add(this.wire);
      this.dress();
    }
    this.wire.visible = !this.wire.visible;
    button.setAttribute("aria-pressed", String(this.wire.visible));
    this.draw();
  }

  reset() {
    this.target.set(0, 0, 0);
    this.distance = this.whole();
    this.look(START.turn, START.tilt);
  }

  /** The distance from which everything is seen, in a narrow view as well. */
  whole() {
    const half = (this.camera.fov * Math.PI) / 360;
    return (this.radius * 1.08) / Math.sin(Math.min(half, Math.atan(Math.tan(half) * Math.min(1, this.camera.aspect))));
  }

  look(turn, tilt) {
    this.turn = turn;
    this.tilt = tilt;
    this.draw();
  }

  turnBy(turn, tilt) {
    this.look(this.turn + turn, Math.min(Math.PI - 0.0001, Math.max(0.0001, this.tilt + tilt)));
  }

  zoom(factor) {
    this.distance = Math.min(this.radius * 40, Math.max(this.radius * 0.2, this.distance * factor));
    this.draw();
  }

  move(x, y) {
    const perPixel = (2 * this.distance * Math.tan((this.camera.fov * Math.PI) / 360)) / this.view.clientHeight;
    const right = new THREE.Vector3().setFromMatrixColumn(this.camera.matrix, 0);
    const up = new THREE.Vector3().setFromMatrixColumn(this.camera.matrix, 1);
    this.target.addScaledVector(right, -x * perPixel).addScaledVector(up, y * perPixel).clampLength(0, this.radius * 2);
    this.draw();
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.view;
    if (!width || !height) return;
    const wasWhole = Math.abs(this.distance - this.whole()) < 1e-6;
    this.renderer.setPixelRatio(Math.min(2, devicePixelRatio));
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    if (wasWhole) this.distance = this.whole();
    this.draw();
  }

  draw() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const flat = Math.sin(this.tilt);
      this.camera.position.set(Math.cos(this.turn) * flat, Math.sin(this.turn) * flat, Math.cos(this.tilt))
        .multiplyScalar(this.distance).add(this.target);
      this.camera.lookAt(this.target);
      this.camera.updateMatrix();
      // The lamp goes along, from over the left shoulder.
      this.lamp.position.copy(this.camera.position).add(new THREE.Vector3().setFromMatrixColumn(this.camera.matrix, 0).multiplyScalar(-this.distance * 0.5))
        .add(new THREE.Vector3(0, 0, this.distance * 0.6));
      this.renderer.render(this.scene, this.camera);
    });
  }
}

function draw(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: 20, height: 20, fill: "none", stroke: "currentColor", "stroke-width": 1.7, "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" }))
    svg.setAttribute(key, value);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
