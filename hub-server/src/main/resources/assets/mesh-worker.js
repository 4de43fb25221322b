// SPDX-License-Identifier: AGPL-3.0-or-later
// Fetches and reads a model beside the page, so that a large one never blocks it. Answers with triangles, or with lines
// by layer, or with a reason: large, truncated, empty, broken, slow, heavy, unreachable, compressed, beside, unknown. The message's
// format is what the hub recognised; each reader is a module of its own.

import { gltf } from "./read-gltf.js";
import { readGcode, readDxf, readPlot } from "./read-lines.js";
import { obj, ply, stl } from "./read-mesh.js";
import { threeMf } from "./read-3mf.js";
import { step } from "./read-step.js";
import { finish, refuse } from "./model-parts.js";

const MAX_BYTES = { STL: 400e6, PLY: 400e6, OBJ: 400e6, THREE_MF: 250e6, GLTF: 250e6, STEP: 60e6, GCODE: 250e6, PLOT: 60e6, DXF: 60e6 };

const READERS = {
  STL: async (bytes) => finish(stl(bytes)),
  OBJ: async (bytes) => finish(obj(bytes)),
  PLY: async (bytes) => finish(ply(bytes)),
  THREE_MF: async (bytes) => finish(await threeMf(bytes)),
  GLTF: async (bytes, address) => finish(await gltf(bytes, (name) => beside(name, address))),
  STEP: async (bytes) => finish(await step(bytes, (program) => load(program, 20e6))),
  GCODE: async (bytes) => readGcode(bytes),
  PLOT: async (bytes) => readPlot(bytes),
  DXF: async (bytes) => readDxf(bytes),
};

self.onmessage = async ({ data }) => {
  try {
    const reader = READERS[data.format];
    if (!reader) throw refuse("unknown");
    const model = await reader(await load(data.address, MAX_BYTES[data.format]), data.address);
    self.postMessage(model, model.transfer ?? []);
  } catch (fault) {
    // What a reader stumbles over is a broken file, whatever it stumbled.
    self.postMessage({ fault: fault.reason ?? "broken", figures: fault.figures ?? [], detail: String(fault) });
  }
};

/** A file that another one names; only one of the same design and revision. */
async function beside(name, address) {
  const base = new URL(address, self.location.href);
  const target = new URL(name, base);
  const folder = base.pathname.split("/").slice(0, 5).join("/");
  if (target.origin !== base.origin || !target.pathname.startsWith(folder + "/")) throw refuse("beside", name.slice(0, 80));
  try {
    return await load(target.href, MAX_BYTES.GLTF);
  } catch (fault) {
    throw fault.reason === "unreachable" ? refuse("beside", name.slice(0, 80)) : fault;
  }
}

async function load(address, most) {
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
    if (size > most) {
      reader.cancel();
      throw refuse("large", Math.round(most / 1e6));
    }
    parts.push(chunk.value);
  }
  if (size === 0) throw refuse("empty");
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
