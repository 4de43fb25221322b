// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads STL, OBJ and PLY into triangles.

import { lines, Numbers, refuse } from "./model-parts.js";

const HEADER = 84;
const TRIANGLE = 50;

export function stl(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = bytes.length >= HEADER ? view.getUint32(80, true) : -1;
  if (count >= 0 && bytes.length === HEADER + count * TRIANGLE) return binaryStl(view, count);
  if (beginsSolid(bytes)) return textStl(bytes);
  if (count < 0) throw refuse("broken");
  if (bytes.length < HEADER + count * TRIANGLE)
    throw refuse("truncated", count, Math.max(0, Math.floor((bytes.length - HEADER) / TRIANGLE)));
  return binaryStl(view, count);
}

function beginsSolid(bytes) {
  const start = bytes.subarray(0, 512);
  return !start.includes(0) && new TextDecoder("latin1").decode(start).trimStart().toLowerCase().startsWith("solid");
}

function binaryStl(view, count) {
  const positions = new Float32Array(count * 9);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < 9; j++) positions[i * 9 + j] = view.getFloat32(HEADER + i * TRIANGLE + 12 + j * 4, true);
  return { positions };
}

function textStl(bytes) {
  const positions = new Numbers();
  let ended = false;
  lines(bytes, (line) => {
    const words = line.trim().split(/\s+/);
    const first = words[0].toLowerCase();
    if (first === "vertex") positions.push(+words[1], +words[2], +words[3]);
    else if (first === "endsolid") ended = true;
  });
  if (!ended || positions.length % 9 !== 0) throw refuse("broken");
  return { positions: positions.done() };
}

export function obj(bytes) {
  const points = new Numbers();
  const positions = new Numbers();
  const corner = (word) => {
    const given = parseInt(word, 10);
    const index = given < 0 ? points.length / 3 + given : given - 1;
    if (!(index >= 0 && index < points.length / 3)) throw refuse("broken");
    return index * 3;
  };
  const put = (at) => positions.push(points.array[at], points.array[at + 1], points.array[at + 2]);
  let before = "";
  lines(bytes, (line) => {
    let whole = before + line.trim();
    before = "";
    if (whole.endsWith("\\")) {
      before = whole.slice(0, -1) + " ";
      return;
    }
    const words = whole.split(/\s+/);
    if (words[0] === "v") points.push(+words[1], +words[2], +words[3]);
    else if (words[0] === "f") {
      const corners = words.slice(1).map(corner);
      for (let i = 2; i < corners.length; i++) {
        put(corners[0]);
        put(corners[i - 1]);
        put(corners[i]);
      }
    }
  });
  return { positions: positions.done() };
}

const PLY_TYPES = {
  char: ["getInt8", 1], int8: ["getInt8", 1], uchar: ["getUint8", 1], uint8: ["getUint8", 1],
  short: ["getInt16", 2], int16: ["getInt16", 2], ushort: ["getUint16", 2], uint16: ["getUint16", 2],
  int: ["getInt32", 4], int32: ["getInt32", 4], uint: ["getUint32", 4], uint32: ["getUint32", 4],
  float: ["getFloat32", 4], float32: ["getFloat32", 4], double: ["getFloat64", 8], float64: ["getFloat64", 8],
};

/** Source: Greg Turk, The PLY Polygon File Format, 1994. */
export function ply(bytes) {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 65536));
  const end = /end_header[ \t]*\r?\n/.exec(start);
  if (!end) throw refuse("broken");
  const header = start.slice(0, end.index).split(/\r?\n/).map((line) => line.trim().split(/\s+/));
  const format = header.find((words) => words[0] === "format")?.[1];
  const elements = [];
  for (const words of header) {
    if (words[0] === "element") elements.push({ name: words[1], count: +words[2], properties: [] });
    if (words[0] === "property" && elements.length)
      elements.at(-1).properties.push(
        words[1] === "list" ? { name: words[4], length: words[2], type: words[3] } : { name: words[2], type: words[1] });
  }
  const body = bytes.subarray(end.index + end[0].length);
  // A count that lies would make room for what never comes.
  if (elements.some((element) => !(element.count >= 0 && element.count <= body.length))) throw refuse("broken");
  const next = format === "ascii" ? textNumbers(body) : binaryNumbers(body, format === "binary_little_endian");
  return plyFaces(elements, next);
}

function textNumbers(body) {
  const words = new TextDecoder("latin1").decode(body).matchAll(/\S+/g);
  return () => {
    const word = words.next();
    if (word.done) throw refuse("broken");
    return +word.value[0];
  };
}

function binaryNumbers(body, little) {
  const view = new DataView(body.buffer, body.byteOffset, body.length);
  let at = 0;
  return (type) => {
    const known = PLY_TYPES[type];
    if (!known || at + known[1] > body.length) throw refuse("broken");
    const value = view[known[0]](at, little);
    at += known[1];
    return value;
  };
}

function plyFaces(elements, next) {
  const points = new Numbers();
  const paint = new Numbers();
  const positions = new Numbers();
  const colours = new Numbers();
  const painted = elements.some((each) => each.name === "vertex" && each.properties.some((property) => property.name === "red"));
  const put = (index) => {
    if (!(index >= 0 && index * 3 < points.length)) throw refuse("broken");
    positions.push(points.array[index * 3], points.array[index * 3 + 1], points.array[index * 3 + 2]);
    if (painted) colours.push(paint.array[index * 3], paint.array[index * 3 + 1], paint.array[index * 3 + 2]);
  };
  for (const element of elements)
    for (let i = 0; i < element.count; i++) {
      const one = {};
      for (const property of element.properties) {
        if (!property.length) {
          one[property.name] = next(property.type);
          continue;
        }
        const count = next(property.length);
        if (!(count >= 0 && count <= 10_000)) throw refuse("broken");
        const values = [];
        for (let j = 0; j < count; j++) values.push(next(property.type));
        one[property.name] = values;
      }
      if (element.name === "vertex") {
        points.push(one.x, one.y, one.z);
        if (painted) paint.push(one.red / 255, one.green / 255, one.blue / 255);
      } else if (element.name === "face") {
        const corners = one.vertex_indices ?? one.vertex_index ?? [];
        for (let j = 2; j < corners.length; j++) [corners[0], corners[j - 1], corners[j]].forEach(put);
      }
    }
  return { positions: positions.done(), colours: painted ? colours.done() : undefined };
}
