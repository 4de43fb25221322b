// SPDX-License-Identifier: AGPL-3.0-or-later
// STEP: exact surfaces, which a program of 3 MB turns into triangles. It runs in a worker of its own, so that a file that
// keeps it busy for too long, or that it was made to stumble over, can be left alone.

import { refuse } from "./model-parts.js";

const PROGRAM = "/assets/occt-import-js/occt-import-js.wasm";
const PATIENCE_MS = 180_000;

export async function step(bytes, load) {
  const program = await load(PROGRAM);
  return new Promise((keep, fail) => {
    const worker = new Worker("/assets/step-worker.js");
    const end = (act) => {
      clearTimeout(timer);
      worker.terminate();
      act();
    };
    const timer = setTimeout(() => end(() => fail(refuse("slow", PATIENCE_MS / 1000))), PATIENCE_MS);
    worker.onerror = () => end(() => fail(refuse("broken")));
    worker.onmessage = ({ data }) => end(() => (data.fault ? fail(refuse(data.fault)) : keep(data)));
    worker.postMessage({ bytes, program }, [bytes.buffer, program.buffer]);
  });
}
