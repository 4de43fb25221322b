// SPDX-License-Identifier: AGPL-3.0-or-later
// The family of a design as a drawing: ancestors to the left, what came of it to the right. The list below it says the same.

import { arrange } from "/assets/family-layout.js";

const SVG = "http://www.w3.org/2000/svg";
/** More relations than these are drawn faintly. */
const MANY = 60;
/** How many pages of relations are drawn, each way. */
const PAGES = 4;
const BOX = { width: 196, height: 46 };

const place = document.querySelector("[data-family]");
if (place) begin(place);

async function begin(place) {
  const words = place.dataset;
  try {
    const [above, below] = await Promise.all(["ancestors", "descendants"].map((direction) => all(`${words.family}?depth=100&direction=${direction}`)));
    const nodes = new Map([...above.nodes, ...below.nodes].map((node) => [node.id, node]));
    if (nodes.size < 2) return;
    new Drawing(place, words, [...nodes.values()], [...above.edges, ...below.edges], above.nodes[0].id);
    place.hidden = false;
  } catch (fault) {
    // The list is there all the same.
    console.error(fault);
  }
}

async function all(address) {
  const family = await ask(address);
  for (let page = 1; page < PAGES && family.next; page++) {
    const more = await ask(`${address}&after=${family.next}`);
    family.nodes.push(...more.nodes);
    family.edges.push(...more.edges);
    family.next = more.next;
  }
  return family;
}

async function ask(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function fill(text, ...figures) {
  return text.replace(/\{(\d)\}/g, (whole, number) => figures[number] ?? whole);
}

class Drawing {
  constructor(place, words, nodes, edges, start) {
    Object.assign(this, { words, nodes, edges, start, hidden: new Set(), at: { x: 0, y: 0, scale: 1 } });
    this.layer = make("g");
    this.svg = make("svg", { role: "group", "aria-label": words.label, "aria-describedby": "family-keys" }, this.layer);
    this.view = place.querySelector("[data-view]");
    this.view.replaceChildren(this.svg);
    this.current = start;
    this.draw();
    this.tools(place);
    this.listen();
    new ResizeObserver(() => { if (!this.touched) this.home(); }).observe(this.view);
  }

  /** What is shown: without the kinds that are hidden, and without what only hangs on those. */
  shown() {
    const edges = this.edges.filter((edge) => !this.hidden.has(edge.kind));
    const reached = new Set([this.start]);
    for (let grew = true; grew; ) {
      grew = false;
      for (const { from, to } of edges)
        if (reached.has(from) !== reached.has(to)) { reached.add(from); reached.add(to); grew = true; }
    }
    return { nodes: this.nodes.filter((node) => reached.has(node.id)), edges: edges.filter((edge) => reached.has(edge.from) && reached.has(edge.to)) };
  }

  draw() {
    const { nodes, edges } = this.shown();
    this.places = arrange(nodes, edges, this.start, BOX);
    this.parents = new Map(nodes.map((node) => [node.id, []]));
    this.children = new Map(nodes.map((node) => [node.id, []]));
    this.lines = edges.map((edge) => {
      this.parents.get(edge.to).push(edge);
      this.children.get(edge.from).push(edge);
      const a = this.places.get(edge.from), b = this.places.get(edge.to);
      const x1 = a.x + BOX.width, y1 = a.y + BOX.height / 2, x2 = b.x, y2 = b.y + BOX.height / 2, bend = Math.max(30, (x2 - x1) / 2);
      const line = make("path", { d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, class: `edge edge-${edge.kind}` });
      return { edge, line };
    });
    this.boxes = new Map(nodes.map((node) => [node.id, this.box(node)]));
    // Where lines would cover each other, only those of what is pointed at stand out.
    this.layer.classList.toggle("many", edges.length > MANY);
    this.layer.replaceChildren(...this.lines.map(({ line }) => line), ...this.boxes.values());
    if (!this.boxes.has(this.current)) this.current = this.start;
    this.boxes.get(this.current).setAttribute("tabindex", "0");
    this.find(this.wanted ?? "");
  }

  box(node) {
    const { x, y } = this.places.get(node.id);
    const from = this.parents.get(node.id);
    const kinds = [...new Set(from.map((edge) => this.words[`kind_${edge.kind}`]))].join(", ");
    const title = make("text", { x: 12, y: 20, class: "box-title" }), by = make("text", { x: 12, y: 36, class: "box-by" });
    title.textContent = clipped(node.title, 25);
    by.textContent = clipped([node.owner, kinds].filter(Boolean).join(" · "), 31);
    const whole = make("title");
    whole.textContent = [node.title, fill(this.words.by, node.owner), kinds, node.gone ? this.words.gone : ""].filter(Boolean).join(", ");
    const box = make(node.gone ? "g" : "a", { transform: `translate(${x} ${y})`, tabindex: "-1", "data-id": node.id, class: `box${node.gone ? " box-gone" : ""}${node.id === this.start ? " box-start" : ""}`, "aria-label": whole.textContent },
      whole, make("rect", { width: BOX.width, height: BOX.height, rx: 9 }), title, by);
    if (node.gone) box.setAttribute("role", "img");
    else box.setAttribute("href", node.url);
    if (node.id === this.start) box.setAttribute("aria-current", "page");
    for (const [event, on] of [["pointerenter", true], ["pointerleave", false], ["focus", true], ["blur", false]])
      box.addEventListener(event, () => this.light(node.id, on));
    return box;
  }

  /** Shows what a design hangs together with. */
  light(id, on) {
    for (const { edge, line } of this.lines) line.classList.toggle("lit", on && (edge.from === id || edge.to === id));
  }

  find(text) {
    this.wanted = text.trim().toLocaleLowerCase();
    const fits = (node) => `${node.title} ${node.owner}`.toLocaleLowerCase().includes(this.wanted);
    const found = this.wanted ? this.nodes.filter((node) => this.boxes.has(node.id) && fits(node)) : [];
    for (const [id, box] of this.boxes) box.classList.toggle("dim", Boolean(this.wanted) && !found.some((node) => node.id === id));
    if (this.says) this.says.textContent = this.wanted ? fill(this.words.found, found.length) : "";
    return found;
  }

  tools(place) {
    const bar = place.querySelector("[data-tools]");
    for (const box of bar.querySelectorAll("input[type=checkbox]")) {
      const present = this.edges.some((edge) => edge.kind === box.value);
      box.closest("label").hidden = !present;
      box.addEventListener("change", () => {
        if (box.checked) this.hidden.delete(box.value);
        else this.hidden.add(box.value);
        this.draw();
      });
    }
    this.says = bar.querySelector("[data-found]");
    const search = bar.querySelector("input[type=search]");
    search.addEventListener("input", () => this.find(search.value));
    search.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const [first] = this.find(search.value);
      if (first) this.focus(first.id);
    });
    const acts = { in: () => this.zoom(1.25), out: () => this.zoom(0.8), home: () => this.home() };
    for (const button of place.querySelectorAll("[data-act]")) button.addEventListener("click", () => acts[button.dataset.act]());
  }

  listen() {
    const { svg } = this;
    const pointers = new Map();
    let apart = 0, moved = 0;
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("pointerdown", (event) => { pointers.set(event.pointerId, event); apart = 0; moved = 0; });
    svg.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const x = event.clientX - before.clientX, y = event.clientY - before.clientY;
      moved += Math.abs(x) + Math.abs(y);
      // Only now, so that a plain click still reaches the link.
      if (moved > 5 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, event);
      if (pointers.size === 2) {
        const [a, b] = [...pointers.values()];
        const now = Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (apart) this.zoom(now / apart, (a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
        apart = now;
      } else if (moved > 5) this.pan(x, y);
    });
    for (const over of ["pointerup", "pointercancel"]) svg.addEventListener(over, (event) => { pointers.delete(event.pointerId); apart = 0; });
    svg.addEventListener("click", (event) => { if (moved > 5) event.preventDefault(); }, true);
    // The wheel turns the page until the drawing was touched: nobody gets stuck while reading on.
    svg.addEventListener("wheel", (event) => {
      if (!this.touched && !event.ctrlKey) return;
      event.preventDefault();
      this.zoom(Math.exp(-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.002), event.clientX, event.clientY);
    }, { passive: false });
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const acts = { "+": () => this.zoom(1.2), "=": () => this.zoom(1.2), "-": () => this.zoom(0.83), 0: () => this.home(), Home: () => this.focus(this.start) };
      const step = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" }[event.key];
      if (!acts[event.key] && !step) return;
      event.preventDefault();
      if (step) this.step(step);
      else acts[event.key]();
    });
    svg.addEventListener("focusin", (event) => {
      const id = event.target.closest("[data-id]")?.dataset.id;
      if (id) this.choose(id);
    });
  }

  /** Left to an ancestor, right to what was made of it, up and down among those of the same column. */
  step(way) {
    const here = this.places.get(this.current);
    const nearest = (ids) => ids.filter((id) => this.places.has(id)).sort((a, b) => Math.abs(this.places.get(a).y - here.y) - Math.abs(this.places.get(b).y - here.y))[0];
    const column = () => [...this.places].filter(([, at]) => at.x === here.x && (way === "up" ? at.y < here.y : at.y > here.y)).map(([id]) => id);
    const next = way === "left" ? nearest(this.parents.get(this.current).map((edge) => edge.from))
      : way === "right" ? nearest(this.children.get(this.current).map((edge) => edge.to)) : nearest(column());
    if (next) this.focus(next);
  }

  choose(id) {
    this.boxes.get(this.current)?.setAttribute("tabindex", "-1");
    this.current = id;
    this.boxes.get(id).setAttribute("tabindex", "0");
    this.reveal(id);
  }

  focus(id) {
    this.boxes.get(id).focus();
  }

  reveal(id) {
    const { x, y } = this.places.get(id), { scale } = this.at, { clientWidth: width, clientHeight: height } = this.view;
    const left = x * scale + this.at.x, top = y * scale + this.at.y, margin = 16;
    const right = left + BOX.width * scale, bottom = top + BOX.height * scale;
    this.pan(left < margin ? margin - left : right > width - margin ? Math.max(margin - left, width - margin - right) : 0,
      top < margin ? margin - top : bottom > height - margin ? height - margin - bottom : 0);
  }

  pan(x, y) {
    if (!x && !y) return;
    this.touched = true;
    this.at.x += x;
    this.at.y += y;
    this.apply();
  }

  zoom(factor, clientX, clientY) {
    this.touched = true;
    const box = this.view.getBoundingClientRect();
    const x = (clientX ?? box.left + box.width / 2) - box.left, y = (clientY ?? box.top + box.height / 2) - box.top;
    const scale = Math.min(3, Math.max(0.08, this.at.scale * factor)), real = scale / this.at.scale;
    this.at = { scale, x: x - (x - this.at.x) * real, y: y - (y - this.at.y) * real };
    this.apply();
  }

  /** Everything where it stays readable, otherwise what is around the design itself. */
  home() {
    const { clientWidth: width, clientHeight: height } = this.view;
    if (!width) return;
    const xs = [...this.places.values()].map((at) => at.x), ys = [...this.places.values()].map((at) => at.y);
    const low = { x: Math.min(...xs), y: Math.min(...ys) }, high = { x: Math.max(...xs) + BOX.width, y: Math.max(...ys) + BOX.height };
    const whole = Math.min(1.1, (width - 32) / (high.x - low.x), (height - 32) / (high.y - low.y));
    const scale = Math.max(0.62, whole), start = this.places.get(this.start);
    const fits = whole >= 0.62;
    const middle = fits ? { x: (low.x + high.x) / 2, y: (low.y + high.y) / 2 } : { x: start.x + BOX.width / 2, y: start.y + BOX.height / 2 };
    // Where nothing stands on one side of the design, no room is left for it.
    const beside = (middle, low, high, room) => Math.max(Math.min(room / 2 - middle * scale, 16 - low * scale), Math.min(16 - low * scale, room - 16 - high * scale));
    this.at = { scale, x: fits ? width / 2 - middle.x * scale : beside(middle.x, low.x, high.x, width), y: height / 2 - middle.y * scale };
    this.touched = false;
    this.apply();
  }

  apply() {
    this.layer.setAttribute("transform", `translate(${this.at.x} ${this.at.y}) scale(${this.at.scale})`);
  }
}

function clipped(text, most) {
  const signs = [...text];
  return signs.length > most ? signs.slice(0, most - 1).join("").trimEnd() + "…" : text;
}
