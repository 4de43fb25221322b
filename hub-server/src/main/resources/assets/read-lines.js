// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what is made of lines: toolpaths (G-code, HPGL, RML), layer by layer, and drawings (DXF). Lines come as six numbers each.

import { box, lines, Numbers, refuse } from "./model-parts.js";

const MOST_MOVES = 4_000_000;
/** Arcs are drawn as straight pieces of about this angle. */
const PIECE = Math.PI / 24;

/**
 * A layer ends where the tool works at another height. Printers work where filament goes forward; where none ever does, as
 * on mills and lasers, every G1, G2 and G3 is work. Sources: Marlin's G-code documentation, grbl 1.1.
 */
export function readGcode(bytes) {
  const state = { x: 0, y: 0, z: 0, e: 0, relative: false, relativeE: false, unit: 1, mode: 0, plane: 17 };
  const moves = { from: new Numbers(), to: new Numbers(), kind: new Uint8Array(1 << 16), count: 0, extrudes: false };
  lines(bytes, (line) => step(line, state, moves));
  if (moves.count === 0) throw refuse("empty");
  return layered(moves);
}

/** Of HPGL and RML; both count 40 units in a millimetre, except on a few of Roland's larger mills. */
const UNITS = 40;

/** Sources: HP 7475A, "Interfacing and Programming Manual"; Roland, "RML-1 Programming Guideline". */
export function readPlot(bytes) {
  const state = { x: 0, y: 0, z: 0, down: false, relative: false, low: 0, high: 0 };
  const moves = { from: new Numbers(), to: new Numbers(), kind: new Uint8Array(1 << 16), count: 0, extrudes: false };
  const text = new TextDecoder("latin1").decode(bytes);
  for (const [, mark, name, rest] of text.matchAll(/([!^]?)([A-Za-z]{1,2})([-+\d.,\s]*)/g)) {
    plot(mark === "!" ? mark + name.toUpperCase() : name.toUpperCase(), rest, state, moves);
  }
  if (moves.count === 0) throw refuse("empty");
  return layered(moves);
}

function plot(name, rest, state, moves) {
  const values = [...rest.matchAll(/[-+]?\d*\.?\d+/g)].map(([digits]) => +digits / UNITS);
  const go = (x, y, z) => {
    const to = { x, y, z };
    if (x !== state.x || y !== state.y || z !== state.z) move(state, to, state.down ? 1 : 0, moves);
    Object.assign(state, to);
  };
  const along = (relative) => {
    for (let i = 0; i + 1 < values.length; i += 2)
      go(values[i] + (relative ? state.x : 0), values[i + 1] + (relative ? state.y : 0), state.z);
  };
  const lift = (down) => {
    state.down = down;
    go(state.x, state.y, down ? state.low : state.high);
  };
  if (name === "IN" || name === "DF") Object.assign(state, { down: false, relative: false, low: 0, high: 0 });
  else if (name === "PA" || name === "PR") along((state.relative = name === "PR"));
  else if (name === "PU" || name === "PD") lift(name === "PD"), along(state.relative);
  else if (name === "M" || name === "D") lift(name === "D"), along(false);
  else if (name === "R" || name === "I") lift(name === "I"), along(true);
  else if (name === "!PZ") [state.low = state.low, state.high = state.high] = values;
  else if ((name === "Z" || name === "!ZZ") && values.length > 2) (state.down = true), go(values[0], values[1], values[2]);
  else if (name === "CI" && values.length > 0) {
    const { x, y, z, down } = state;
    go(x + values[0], y, z);
    state.down = true;
    for (let i = 1; i <= 48; i++) go(x + values[0] * Math.cos(i * PIECE), y + values[0] * Math.sin(i * PIECE), z);
    state.down = down;
    go(x, y, z);
  }
}

function step(line, state, moves) {
  const code = line.replace(/;.*|\([^)]*\)/g, "").toUpperCase();
  const words = {};
  let command;
  for (const [, letter, digits] of code.matchAll(/([A-Z])\s*([-+]?\d*\.?\d+)/g)) {
    const value = +digits;
    if (letter === "G") {
      if (value <= 3) state.mode = command = value;
      else if (value === 20) state.unit = 25.4;
      else if (value === 21) state.unit = 1;
      else if (value === 90) state.relative = state.relativeE = false;
      else if (value === 91) state.relative = state.relativeE = true;
      else if (value === 92) command = 92;
      else if (value >= 17 && value <= 19) state.plane = value;
      else if (value === 28) command = 28;
      else command = -1;
    } else if (letter === "M") {
      if (value === 82) state.relativeE = false;
      else if (value === 83) state.relativeE = true;
      command ??= -1;
    } else words[letter] = value;
  }
  if (command === 92) {
    if (words.E !== undefined) state.e = words.E * state.unit;
    for (const axis of ["X", "Y", "Z"]) if (words[axis] !== undefined) state[axis.toLowerCase()] = words[axis] * state.unit;
    return;
  }
  if (command === 28 || command === -1) return;
  if (words.X === undefined && words.Y === undefined && words.Z === undefined && words.I === undefined && words.J === undefined) {
    if (words.E !== undefined) state.e = state.relativeE ? state.e + words.E * state.unit : words.E * state.unit;
    return;
  }
  const to = {};
  for (const axis of ["x", "y", "z"]) {
    const given = words[axis.toUpperCase()];
    to[axis] = given === undefined ? state[axis] : state.relative ? state[axis] + given * state.unit : given * state.unit;
  }
  let fed = 0;
  if (words.E !== undefined) {
    const e = state.relativeE ? state.e + words.E * state.unit : words.E * state.unit;
    fed = e - state.e;
    state.e = e;
  }
  const kind = state.mode === 0 ? 0 : fed > 0 ? 2 : 1;
  if (state.mode >= 2 && state.plane === 17) arc(state, to, words, kind, moves);
  else move(state, to, kind, moves);
  Object.assign(state, to);
}

function move(from, to, kind, moves) {
  if (moves.count >= MOST_MOVES) throw refuse("large", "250");
  if (moves.count === moves.kind.length) {
    const larger = new Uint8Array(moves.kind.length * 2);
    larger.set(moves.kind);
    moves.kind = larger;
  }
  moves.kind[moves.count++] = kind;
  if (kind === 2) moves.extrudes = true;
  moves.from.push(from.x, from.y, from.z);
  moves.to.push(to.x, to.y, to.z);
}

function arc(from, to, words, kind, moves) {
  let cx = from.x + (words.I ?? 0) * from.unit, cy = from.y + (words.J ?? 0) * from.unit;
  if (words.R !== undefined) {
    const dx = to.x - from.x, dy = to.y - from.y, apart = Math.hypot(dx, dy) || 1, r = words.R * from.unit;
    const h = Math.sqrt(Math.max(0, r * r - (apart * apart) / 4)) * Math.sign(r) * (from.mode === 2 ? 1 : -1);
    cx = from.x + dx / 2 + (h * dy) / apart;
    cy = from.y + dy / 2 - (h * dx) / apart;
  }
  const radius = Math.hypot(from.x - cx, from.y - cy);
  const start = Math.atan2(from.y - cy, from.x - cx);
  let turn = Math.atan2(to.y - cy, to.x - cx) - start;
  if (from.mode === 2 && turn >= -1e-9) turn -= 2 * Math.PI;
  if (from.mode === 3 && turn <= 1e-9) turn += 2 * Math.PI;
  const pieces = Math.min(200, Math.max(1, Math.ceil(Math.abs(turn) / PIECE)));
  let before = { x: from.x, y: from.y, z: from.z };
  for (let i = 1; i <= pieces; i++) {
    const part = i / pieces;
    const next = i === pieces ? to
      : { x: cx + radius * Math.cos(start + turn * part), y: cy + radius * Math.sin(start + turn * part), z: from.z + (to.z - from.z) * part };
    move(before, next, kind, moves);
    before = next;
  }
}

/** The working moves in the order of the file, with where each layer ends; the others apart. */
function layered(moves) {
  const worth = moves.extrudes ? 2 : 1;
  const work = new Numbers();
  const travel = new Numbers();
  const layers = [];
  let height;
  let travelBefore = 0;
  const { array: from } = moves.from, { array: to } = moves.to;
  for (let i = 0; i < moves.count; i++) {
    const at = 3 * i;
    const worked = moves.kind[i] >= worth;
    const into = worked ? work : travel;
    if (worked) {
      const z = Math.round(to[at + 2] * 1000) / 1000;
      if (height === undefined || Math.abs(z - height) > 0.0005) {
        if (layers.length < 20_000) layers.push({ z, end: 0, travelEnd: 0 });
        height = z;
      }
    }
    into.push(from[at], from[at + 1], from[at + 2]);
    into.push(to[at], to[at + 1], to[at + 2]);
    const layer = layers.at(-1);
    if (layer) {
      layer.end = work.length / 3;
      layer.travelEnd = travel.length / 3;
    } else travelBefore = travel.length / 3;
  }
  if (work.length === 0) throw refuse("empty");
  const positions = work.done().slice(), others = travel.done().slice();
  return { lines: positions, travel: others, layers, travelBefore, ...box(positions), moves: moves.count, transfer: [positions.buffer, others.buffer] };
}

/** Source: Autodesk's DXF reference; the parts that drawings for cutting have. */
export function readDxf(bytes) {
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 18)) === "AutoCAD Binary DXF") throw refuse("unknown");
  const codes = [];
  let code;
  lines(bytes, (line) => {
    if (code === undefined) code = parseInt(line, 10);
    else {
      codes.push([code, line.replace(/\r$/, "").trim()]);
      code = undefined;
    }
  });
  const { entities, blocks, unit } = entitiesOf(codes);
  const out = new Numbers();
  const counted = { left: 200_000 };
  for (const entity of entities) draw(entity, [unit, 0, 0, unit, 0, 0], blocks, out, counted, 0);
  if (out.length === 0) throw refuse("empty");
  const positions = out.done().slice();
  return { lines: positions, travel: new Float32Array(0), layers: [], ...box(positions), moves: positions.length / 6, flat: true, transfer: [positions.buffer] };
}

const INSUNITS = { 1: 25.4, 2: 304.8, 4: 1, 5: 10, 6: 1000, 13: 0.001 };

function entitiesOf(codes) {
  let section = "", unit = 1, variable = "";
  const entities = [], blocks = new Map();
  let block, entity;
  for (let i = 0; i < codes.length; i++) {
    const [code, value] = codes[i];
    if (code === 0) {
      entity = undefined;
      if (value === "SECTION") section = codes[++i]?.[1] ?? "";
      else if (value === "ENDSEC") section = "";
      else if (section === "BLOCKS" && value === "BLOCK") block = { entities: [], x: 0, y: 0, head: true };
      else if (section === "BLOCKS" && value === "ENDBLK") block = undefined;
      else if (section === "ENTITIES" || (section === "BLOCKS" && block)) {
        if (block) block.head = false;
        const list = block ? block.entities : entities;
        // The corners of an old polyline come as entities of their own.
        if (value === "VERTEX" && list.at(-1)?.type === "POLYLINE") list.at(-1).corners.push((entity = { type: value, codes: [] }));
        else if (value !== "SEQEND") list.push((entity = { type: value, codes: [], corners: [] }));
      }
    } else if (entity) entity.codes.push([code, value]);
    else if (section === "HEADER" && code === 9) variable = value;
    else if (section === "HEADER" && variable === "$INSUNITS" && code === 70) unit = INSUNITS[+value] ?? 1;
    else if (block?.head) {
      if (code === 2) blocks.set((block.name = value), block);
      if (code === 10) block.x = +value;
      if (code === 20) block.y = +value;
    }
  }
  return { entities, blocks, unit };
}

function draw(entity, m, blocks, out, counted, depth) {
  if (depth > 12 || --counted.left < 0) return;
  const first = (code, otherwise = 0) => {
    const found = entity.codes.find((each) => each[0] === code);
    return found ? +found[1] : otherwise;
  };
  const put = (a, b) => {
    const [ax, ay] = moved(m, a), [bx, by] = moved(m, b);
    out.push(ax, ay, 0);
    out.push(bx, by, 0);
  };
  const string = (points, closed) => {
    for (let i = 1; i < points.length; i++) put(points[i - 1], points[i]);
    if (closed && points.length > 2) put(points.at(-1), points[0]);
  };
  const round = (at, from, to) => string(Array.from({ length: pieces(to - from) + 1 }, (unused, i, n = pieces(to - from)) => at(from + ((to - from) * i) / n)), false);
  const x = first(10), y = first(20), degrees = Math.PI / 180;
  switch (entity.type) {
    case "LINE": put([x, y], [first(11), first(21)]); break;
    case "CIRCLE": round((t) => [x + first(40) * Math.cos(t), y + first(40) * Math.sin(t)], 0, 2 * Math.PI); break;
    case "ARC": {
      const from = first(50) * degrees;
      let to = first(51) * degrees;
      if (to <= from) to += 2 * Math.PI;
      round((t) => [x + first(40) * Math.cos(t), y + first(40) * Math.sin(t)], from, to);
      break;
    }
    case "ELLIPSE": {
      const mx = first(11), my = first(21), ratio = first(40, 1), from = first(41);
      let to = first(42, 2 * Math.PI);
      if (to <= from) to += 2 * Math.PI;
      round((t) => [x + mx * Math.cos(t) - my * ratio * Math.sin(t), y + my * Math.cos(t) + mx * ratio * Math.sin(t)], from, to);
      break;
    }
    case "LWPOLYLINE": string(bulged(corners(entity.codes), (first(70) & 1) === 1), false); break;
    case "POLYLINE": string(bulged(entity.corners.map((corner) => corners(corner.codes)[0]).filter(Boolean), (first(70) & 1) === 1), false); break;
    case "SPLINE": spline(entity, string); break;
    case "INSERT": {
      const block = blocks.get(entity.codes.find((each) => each[0] === 2)?.[1]);
      if (!block) break;
      const turn = first(50) * degrees, sx = first(41, 1), sy = first(42, 1), c = Math.cos(turn), s = Math.sin(turn);
      const inner = [c * sx, s * sx, -s * sy, c * sy, x - c * sx * block.x + s * sy * block.y, y - s * sx * block.x - c * sy * block.y];
      const both = [
        m[0] * inner[0] + m[2] * inner[1], m[1] * inner[0] + m[3] * inner[1], m[0] * inner[2] + m[2] * inner[3],
        m[1] * inner[2] + m[3] * inner[3], ...moved(m, [inner[4], inner[5]]),
      ];
      for (const each of block.entities) draw(each, both, blocks, out, counted, depth + 1);
    }
  }
}

const moved = (m, [x, y]) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
const pieces = (angle) => Math.min(400, Math.max(1, Math.ceil(Math.abs(angle) / PIECE)));

function corners(codes) {
  const all = [];
  for (const [code, value] of codes)
    if (code === 10) all.push([+value, 0, 0]);
    else if (code === 20 && all.length) all.at(-1)[1] = +value;
    else if (code === 42 && all.length) all.at(-1)[2] = +value;
  return all;
}

/** A corner's bulge makes an arc of the line after it: the tangent of a quarter of its angle. */
function bulged(points, closed) {
  const all = [];
  const count = closed ? points.length : points.length - 1;
  for (let i = 0; i < count; i++) {
    const [ax, ay, bulge] = points[i], [bx, by] = points[(i + 1) % points.length];
    all.push([ax, ay]);
    if (!bulge) continue;
    const angle = 4 * Math.atan(bulge), half = Math.hypot(bx - ax, by - ay) / 2;
    const away = half / Math.tan(angle / 2);
    const length = 2 * half || 1;
    const cx = (ax + bx) / 2 - (away * (by - ay)) / length, cy = (ay + by) / 2 + (away * (bx - ax)) / length;
    const start = Math.atan2(ay - cy, ax - cx), radius = Math.hypot(ax - cx, ay - cy), n = pieces(angle);
    for (let k = 1; k < n; k++) all.push([cx + radius * Math.cos(start + (angle * k) / n), cy + radius * Math.sin(start + (angle * k) / n)]);
  }
  if (points.length) all.push(closed ? points[0].slice(0, 2) : points.at(-1).slice(0, 2));
  return all;
}

/** De Boor's algorithm. */
function spline(entity, string) {
  const numbers = (code) => entity.codes.filter((each) => each[0] === code).map((each) => +each[1]);
  const degree = numbers(71)[0] ?? 3, knots = numbers(40), xs = numbers(10), ys = numbers(20);
  if (xs.length > 10_000 || knots.length < xs.length + degree + 1 || degree > 10) return;
  const points = [];
  const from = knots[degree], to = knots[xs.length], steps = Math.min(2_000, xs.length * 8);
  for (let s = 0; s <= steps; s++) {
    const t = from + ((to - from) * s) / steps;
    let k = degree;
    while (k < xs.length - 1 && t >= knots[k + 1]) k++;
    const d = [];
    for (let j = 0; j <= degree; j++) d.push([xs[k - degree + j], ys[k - degree + j]]);
    for (let r = 1; r <= degree; r++)
      for (let j = degree; j >= r; j--) {
        const low = knots[k - degree + j], span = knots[j + 1 + k - r] - low, a = span ? (t - low) / span : 0;
        d[j] = [d[j - 1][0] * (1 - a) + d[j][0] * a, d[j - 1][1] * (1 - a) + d[j][1] * a];
      }
    points.push(d[degree]);
  }
  string(points, false);
}
