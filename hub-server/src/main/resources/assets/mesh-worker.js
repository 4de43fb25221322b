// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches and reads an STL beside the page, so that a large one never blocks it. Answers with triangles as flat
// numbers, or with a reason: large, truncated, empty, broken, unreachable.

const MAX_BYTES = 150_000_000;
const HEADER = 84;
const TRIANGLE = 50;

self.onmessage = async ({ data }) => {
  try {
    const mesh = read(await load(data.address));
    self.postMessage(mesh, [mesh.positions.buffer, mesh.normals.buffer]);
  } catch (fault) {
    self.postMessage({ fault: fault.reason ?? "broken", figures: fault.figures ?? [] });
  }
};

function refuse(reason, ...figures) {
  return Object.assign(new Error(reason), { reason, figures });
}

async function load(address) {
  let answer;
  try {
    answer = await fetch(address);
  } catch {
    throw refuse("unreachable");
  }
  if (!answer.ok) throw refuse("unreachable");
  const parts = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (;;) {
    let chunk;
    try {
      chunk = await reader.read();
    } catch {
      throw refuse("unreachable");
    }
    if (chunk.done) break;
    size += chunk.value.length;
    if (size > MAX_BYTES) {
      reader.cancel();
      throw refuse("large", Math.round(MAX_BYTES / 1e6));
    }
    parts.push(chunk.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function read(bytes) {
  if (bytes.length === 0) throw refuse("empty");
  const view = new DataView(bytes.buffer);
  const count = bytes.length >= HEADER ? view.getUint32(80, true) : -1;
  if (count >= 0 && bytes.length === HEADER + count * TRIANGLE) return binary(view, count);
  if (looksLikeText(bytes)) return text(bytes);
  if (count < 0) throw refuse("broken");
  if (bytes.length < HEADER + count * TRIANGLE)
    throw refuse("truncated", count, Math.max(0, Math.floor((bytes.length - HEADER) / TRIANGLE)));
  return binary(view, count);
}

function looksLikeText(bytes) {
  const start = bytes.subarray(0, 512);
  return !start.includes(0) && new TextDecoder("latin1").decode(start).trimStart().toLowerCase().startsWith("solid");
}

function binary(view, count) {
  if (count === 0) throw refuse("empty");
  const positions = new Float32Array(count * 9);
  for (let i = 0; i < count; i++)
    for (let j = 0; j < 9; j++) positions[i * 9 + j] = view.getFloat32(HEADER + i * TRIANGLE + 12 + j * 4, true);
  return finish(positions);
}

function text(bytes) {
  const words = new TextDecoder("latin1").decode(bytes);
  const numbers = [];
  const corner = /vertex\s+(\S+)\s+(\S+)\s+(\S+)/gi;
  for (let found = corner.exec(words); found; found = corner.exec(words)) numbers.push(+found[1], +found[2], +found[3]);
  if (!/endsolid/i.test(words) || numbers.length % 9 !== 0) throw refuse("broken");
  if (numbers.length === 0) throw refuse("empty");
  return finish(Float32Array.from(numbers));
}

/** Normals from the corners themselves: those in files are often missing or wrong. */
function finish(positions) {
  const normals = new Float32Array(positions.length);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 9) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = positions.subarray(i, i + 9);
    const ux = bx - ax, uy = by - ay, uz = bz - az, vx = cx - ax, vy = cy - ay, vz = cz - az;
    let nx = uy * vz - uz * vy, ny = uz * vx - ux * vz, nz = ux * vy - uy * vx;
    const length = Math.hypot(nx, ny, nz) || 1;
    nx /= length; ny /= length; nz /= length;
    for (let j = 0; j < 9; j += 3) {
      normals[i + j] = nx; normals[i + j + 1] = ny; normals[i + j + 2] = nz;
      for (let axis = 0; axis < 3; axis++) {
        const value = positions[i + j + axis];
        if (!Number.isFinite(value)) throw refuse("broken");
        if (value < low[axis]) low[axis] = value;
        if (value > high[axis]) high[axis] = value;
      }
    }
  }
  return { positions, normals, low, high };
}
