// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads what a 3MF builds: a zip with XML in it. Objects, components, transforms, units, and colours of objects and
// triangles. Sources: 3MF core specification 1.3, APPNOTE.TXT.

import { Numbers, refuse } from "./model-parts.js";

const UNITS = { micron: 0.001, millimeter: 1, centimeter: 10, inch: 25.4, foot: 304.8, meter: 1000 };
/** A text of more than 512 MB is more than a browser holds. */
const MOST_UNPACKED = 400e6;
const MOST_TRIANGLES = 8_000_000;

export async function threeMf(bytes) {
  const zip = directory(bytes);
  const parts = new Map();
  let unpacked = 0;
  const part = async (path) => {
    const name = path.replace(/^\//, "");
    if (parts.has(name)) return parts.get(name);
    const entry = zip.get(name);
    if (!entry) throw refuse("broken");
    const text = await unpack(bytes, entry, (more) => {
      unpacked += more;
      if (unpacked > MOST_UNPACKED) throw refuse("large", MOST_UNPACKED / 1e6);
    });
    const read = objects(text);
    parts.set(name, read);
    return read;
  };
  const rootName = zip.has("3D/3dmodel.model") ? "3D/3dmodel.model" : [...zip.keys()].find((name) => name.endsWith(".model"));
  if (!rootName) throw refuse("broken");
  const root = await part(rootName);
  const out = { positions: new Numbers(), colours: new Numbers(), painted: false };
  for (const item of root.items) await build(item, scaling(UNITS[root.unit] ?? 1), root, part, out, 0);
  return { positions: out.positions.done(), colours: out.painted ? out.colours.done() : undefined };
}

function directory(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw refuse("broken");
  const entries = new Map();
  // What does not fit into 32 bits stands elsewhere; some programs always put it there.
  const wide = end >= 20 && view.getUint32(end - 20, true) === 0x07064b50 ? Number(view.getBigUint64(end - 12, true)) : -1;
  let at = view.getUint32(end + 16, true);
  if (at === 0xffffffff && wide >= 0 && wide + 56 <= bytes.length) at = Number(view.getBigUint64(wide + 48, true));
  for (let i = view.getUint16(end + 10, true); i > 0 && at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50; i--) {
    const nameLength = view.getUint16(at + 28, true), extraLength = view.getUint16(at + 30, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry = { method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), place: view.getUint32(at + 42, true) };
    const extra = at + 46 + nameLength;
    for (let from = extra; from + 4 <= extra + extraLength; from += 4 + view.getUint16(from + 2, true)) {
      if (view.getUint16(from, true) !== 1) continue;
      let value = from + 4;
      const next = () => Number(view.getBigUint64((value += 8) - 8, true));
      if (view.getUint32(at + 24, true) === 0xffffffff) next();
      if (entry.size === 0xffffffff) entry.size = next();
      if (entry.place === 0xffffffff) entry.place = next();
    }
    entries.set(name, entry);
    at = extra + extraLength + view.getUint16(at + 32, true);
  }
  return entries;
}

async function unpack(bytes, { method, size, place }, count) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const from = place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
  const packed = bytes.subarray(from, from + size);
  if (method === 0) {
    count(packed.length);
    return new TextDecoder().decode(packed);
  }
  if (method !== 8) throw refuse("broken");
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder();
  const text = [];
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    count(chunk.value.length);
    text.push(decoder.decode(chunk.value, { stream: true }));
  }
  return text.join("");
}

/** Goes over the elements; 3MF keeps everything in attributes, and there is no XML reader in a worker. */
function objects(text) {
  if (text.includes("<!DOCTYPE") || text.includes("<!ENTITY")) throw refuse("broken");
  const found = { unit: "millimeter", items: [], things: new Map(), colours: new Map() };
  const tag = /<(?:[\w.-]+:)?([\w.-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g;
  let thing, group;
  for (let match = tag.exec(text); match; match = tag.exec(text)) {
    const name = match[1];
    if (name === "vertex") {
      const a = attributes(match[2]);
      thing.points.push(+a.x, +a.y, +a.z);
    } else if (name === "triangle") {
      const a = attributes(match[2]);
      thing.corners.push(+a.v1, +a.v2, +a.v3);
      if (a.pid) thing.paint.set(thing.corners.length / 3 - 1, [a.pid, +(a.p1 ?? 0)]);
    } else if (name === "model") found.unit = attributes(match[2]).unit ?? "millimeter";
    else if (name === "object") {
      const a = attributes(match[2]);
      thing = { points: new Numbers(), corners: new Numbers(Uint32Array), paint: new Map(), components: [], own: [a.pid, +(a.pindex ?? 0)] };
      found.things.set(a.id, thing);
    } else if (name === "component") thing.components.push(reference(match[2]));
    else if (name === "item") found.items.push(reference(match[2]));
    else if (name === "basematerials" || name === "colorgroup") found.colours.set(attributes(match[2]).id, (group = []));
    else if (name === "base") group.push(attributes(match[2]).displaycolor);
    else if (name === "color") group.push(attributes(match[2]).color);
  }
  return found;
}

function attributes(text) {
  const all = {};
  for (const [, name, double, single] of text.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) all[name.replace(/^.*:/, "")] = double ?? single;
  return all;
}

function reference(text) {
  const a = attributes(text);
  const m = a.transform?.trim().split(/\s+/).map(Number);
  return { object: a.objectid, transform: m?.length === 12 ? m : scaling(1), path: a.path };
}

const scaling = (by) => [by, 0, 0, 0, by, 0, 0, 0, by, 0, 0, 0];

function then(m, o) {
  const r = [];
  for (let row = 0; row < 4; row++)
    for (let column = 0; column < 3; column++)
      r.push((row === 3 ? o[9 + column] : 0) + m[3 * row] * o[column] + m[3 * row + 1] * o[3 + column] + m[3 * row + 2] * o[6 + column]);
  return r;
}

async function build(item, outer, here, part, out, depth) {
  if (depth > 32) throw refuse("broken");
  const place = item.path ? await part(item.path) : here;
  const thing = place.things.get(item.object);
  if (!thing) throw refuse("broken");
  const m = then(item.transform, outer);
  for (const component of thing.components) await build(component, m, place, part, out, depth + 1);
  const { array: corners, length } = thing.corners;
  if (out.positions.length / 9 + length / 3 > MOST_TRIANGLES) throw refuse("large", "250");
  for (let i = 0; i < length; i++) {
    const at = 3 * corners[i];
    if (!(at + 2 < thing.points.length)) throw refuse("broken");
    const x = thing.points.array[at], y = thing.points.array[at + 1], z = thing.points.array[at + 2];
    out.positions.push(x * m[0] + y * m[3] + z * m[6] + m[9], x * m[1] + y * m[4] + z * m[7] + m[10], x * m[2] + y * m[5] + z * m[8] + m[11]);
    const [group, index] = thing.paint.get(Math.floor(i / 3)) ?? thing.own;
    const colour = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(place.colours.get(group)?.[index] ?? "");
    if (colour) out.painted = true;
    out.colours.push(...(colour ? colour.slice(1).map((hex) => parseInt(hex, 16) / 255) : [0.31, 0.64, 0.65]));
  }
}
