// SPDX-License-Identifier: AGPL-3.0-or-later
// Reads the triangles of a glTF 2.0, binary or not: scenes, nodes, buffers within or beside it, base colours. Its metres
// with y up become millimetres with z up. Source: Khronos glTF 2.0 specification.

import { Numbers, refuse } from "./model-parts.js";

const SIZES = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 };
const TYPES = {
  5120: ["getInt8", 1], 5121: ["getUint8", 1], 5122: ["getInt16", 2], 5123: ["getUint16", 2], 5125: ["getUint32", 4], 5126: ["getFloat32", 4],
};

export async function gltf(bytes, beside) {
  const { json, binary } = open(bytes);
  const packed = (json.extensionsRequired ?? []).find((name) => /draco|meshopt/i.test(name));
  if (packed) throw refuse("compressed", packed);
  const buffers = [];
  for (const [index, buffer] of (json.buffers ?? []).entries())
    buffers.push(buffer.uri === undefined && index === 0 && binary ? binary : await content(buffer.uri ?? "", beside));
  const out = { positions: new Numbers(), colours: new Numbers(), painted: false };
  const scene = json.scenes?.[json.scene ?? 0];
  const roots = scene?.nodes ?? json.nodes?.map((node, index) => index) ?? [];
  const upright = [1000, 0, 0, 0, 0, 0, 1000, 0, 0, -1000, 0, 0, 0, 0, 0, 1];
  for (const root of roots) walk(json, buffers, root, upright, out, 0);
  return { positions: out.positions.done(), colours: out.painted ? out.colours.done() : undefined };
}

function open(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 20 || view.getUint32(0, true) !== 0x46546c67) return { json: JSON.parse(new TextDecoder().decode(bytes)) };
  const length = view.getUint32(12, true);
  const json = JSON.parse(new TextDecoder().decode(bytes.subarray(20, 20 + length)));
  const at = 20 + length;
  return { json, binary: at + 8 <= bytes.length ? bytes.subarray(at + 8, at + 8 + view.getUint32(at, true)) : undefined };
}

async function content(uri, beside) {
  const data = /^data:[^,]*;base64,/.exec(uri);
  if (!data) return beside(uri);
  const text = atob(uri.slice(data[0].length));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Numbers of an accessor, read when they are asked for. */
function accessor(json, buffers, index) {
  const it = json.accessors[index];
  const view = json.bufferViews[it.bufferView];
  const buffer = buffers[view.buffer];
  const [getter, size] = TYPES[it.componentType];
  const width = SIZES[it.type];
  const stride = view.byteStride ?? width * size;
  const start = (view.byteOffset ?? 0) + (it.byteOffset ?? 0);
  if (it.count < 0 || start + (it.count - 1) * stride + width * size > buffer.length) throw refuse("broken");
  const data = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  return { count: it.count, get: (i, axis) => data[getter](start + i * stride + axis * size, true) };
}

function times(a, b) {
  const r = new Array(16).fill(0);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 4; row++) for (let k = 0; k < 4; k++) r[column * 4 + row] += a[k * 4 + row] * b[column * 4 + k];
  return r;
}

function local({ matrix, translation: t = [0, 0, 0], rotation: [x, y, z, w] = [0, 0, 0, 1], scale: s = [1, 1, 1] }) {
  if (matrix) return matrix;
  return [
    (1 - 2 * (y * y + z * z)) * s[0], 2 * (x * y + z * w) * s[0], 2 * (x * z - y * w) * s[0], 0,
    2 * (x * y - z * w) * s[1], (1 - 2 * (x * x + z * z)) * s[1], 2 * (y * z + x * w) * s[1], 0,
    2 * (x * z + y * w) * s[2], 2 * (y * z - x * w) * s[2], (1 - 2 * (x * x + y * y)) * s[2], 0,
    ...t, 1,
  ];
}

function walk(json, buffers, index, outer, out, depth) {
  if (depth > 64 || (out.visited = (out.visited ?? 0) + 1) > 100_000) throw refuse("broken");
  const node = json.nodes[index];
  const m = times(outer, local(node));
  for (const primitive of json.meshes?.[node.mesh]?.primitives ?? []) triangles(json, buffers, primitive, m, out);
  for (const child of node.children ?? []) walk(json, buffers, child, m, out, depth + 1);
}

function triangles(json, buffers, primitive, m, out) {
  if ((primitive.mode ?? 4) !== 4 || primitive.attributes?.POSITION === undefined) return;
  const points = accessor(json, buffers, primitive.attributes.POSITION);
  const order = primitive.indices === undefined ? null : accessor(json, buffers, primitive.indices);
  const base = json.materials?.[primitive.material]?.pbrMetallicRoughness?.baseColorFactor;
  if (base) out.painted = true;
  const colour = base ?? [0.31, 0.64, 0.65];
  const count = order ? order.count : points.count;
  for (let i = 0; i + (i % 3 === 0 ? 2 : 0) < count; i++) {
    const at = order ? order.get(i, 0) : i;
    if (!(at < points.count)) throw refuse("broken");
    const x = points.get(at, 0), y = points.get(at, 1), z = points.get(at, 2);
    out.positions.push(m[0] * x + m[4] * y + m[8] * z + m[12], m[1] * x + m[5] * y + m[9] * z + m[13], m[2] * x + m[6] * y + m[10] * z + m[14]);
    out.colours.push(colour[0], colour[1], colour[2]);
  }
}
