// SPDX-License-Identifier: AGPL-3.0-or-later
// What the readers of models share: numbers that grow, lines of a text, refusals, and making a model fit to be shown.

/** More triangles than this would make small computers slow; they are merged until they are fewer. */
const MOST_SHOWN = 1_500_000;
/** No reader takes in more, so that no file can use up the memory. */
const MOST_READ = 12_000_000;

export function refuse(reason, ...figures) {
  return Object.assign(new Error(reason), { reason, figures });
}

/** Numbers one after the other, of which nobody knows yet how many they will be. */
export class Numbers {
  constructor(Type = Float32Array, room = 3072) {
    this.array = new Type(room);
    this.length = 0;
  }

  push(a, b, c) {
    if (this.length + 3 > this.array.length) {
      if (this.length > MOST_READ * 9) throw refuse("large", "400");
      const larger = new this.array.constructor(Math.ceil(this.array.length * 1.6) + 9);
      larger.set(this.array);
      this.array = larger;
    }
    this.array[this.length++] = a;
    this.array[this.length++] = b;
    this.array[this.length++] = c;
  }

  done() {
    return this.array.subarray(0, this.length);
  }
}

/** Calls for each line of a text; pieces of it are decoded one at a time. */
export function lines(bytes, each) {
  const decoder = new TextDecoder("utf-8");
  const STEP = 1 << 20;
  let rest = "";
  for (let at = 0; at < bytes.length; at += STEP) {
    const last = at + STEP >= bytes.length;
    const text = rest + decoder.decode(bytes.subarray(at, at + STEP), { stream: !last });
    let from = 0;
    for (let to = text.indexOf("\n"); to >= 0; to = text.indexOf("\n", from)) {
      each(text.slice(from, to));
      from = to + 1;
    }
    rest = text.slice(from);
    if (rest.length > 8 * STEP) throw refuse("broken");
  }
  if (rest) each(rest);
}

/** The box around points, which must all be at some place. */
export function box(positions) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 3)
    for (let axis = 0; axis < 3; axis++) {
      const value = positions[i + axis];
      if (!Number.isFinite(value)) throw refuse("broken");
      if (value < low[axis]) low[axis] = value;
      if (value > high[axis]) high[axis] = value;
    }
  return { low, high };
}

/** @param mesh positions: nine numbers a triangle; colours: the same, from 0 to 1, or nothing */
export function finish({ positions, colours }) {
  if (positions.length === 0) throw refuse("empty");
  const { low, high } = box(positions);
  const all = positions.length / 9;
  let shown = { positions, colours };
  for (let cells = 512; shown.positions.length / 9 > MOST_SHOWN && cells >= 32; cells = Math.round(cells * 0.7))
    shown = merged(positions, colours, low, high, cells);
  const owned = shown.positions.byteLength === shown.positions.buffer.byteLength ? shown.positions : shown.positions.slice();
  return {
    positions: owned, colours: shown.colours?.slice(), low, high, triangles: all, shown: owned.length / 9, transfer: [owned.buffer],
  };
}

/** Corners of one cell of a grid become one; triangles that lose their area by it are gone. */
function merged(positions, colours, low, high, cells) {
  const edge = Math.max(...high.map((value, axis) => value - low[axis])) / cells;
  const kept = new Numbers(Float32Array, Math.min(positions.length, MOST_SHOWN * 10));
  const painted = colours && new Numbers();
  const cell = new Int32Array(9);
  for (let i = 0; i < positions.length; i += 9) {
    for (let j = 0; j < 9; j++) cell[j] = Math.round((positions[i + j] - low[j % 3]) / edge);
    const same = (a, b) => cell[a] === cell[b] && cell[a + 1] === cell[b + 1] && cell[a + 2] === cell[b + 2];
    if (same(0, 3) || same(3, 6) || same(0, 6)) continue;
    for (let j = 0; j < 9; j += 3) {
      kept.push(low[0] + cell[j] * edge, low[1] + cell[j + 1] * edge, low[2] + cell[j + 2] * edge);
      painted?.push(colours[i + j], colours[i + j + 1], colours[i + j + 2]);
    }
  }
  return { positions: kept.done(), colours: painted?.done() };
}
