// SPDX-License-Identifier: AGPL-3.0-or-later
// Turns the exact surfaces of a STEP file into triangles, with Open CASCADE Technology as WebAssembly. It is handed the
// file and the program, and can fetch nothing itself: the hub gives this one worker a policy of its own, since the
// program makes functions out of text, and takes the network away from it in exchange.

importScripts("/assets/occt-import-js/occt-import-js.js");

// So fine that a curve looks round on a screen: a part in a thousand of the whole, and half a radian along a bend.
/** Smaller files fit; of what does not fit, the program only tells that there is nothing. */
const FITS_BYTES = 5e6;
const FINENESS = {
  linearUnit: "millimeter", linearDeflectionType: "bounding_box_ratio", linearDeflection: 0.001, angularDeflection: 0.5,
};

self.onmessage = async ({ data }) => {
  const size = data.bytes.length;
  try {
    const program = await occtimportjs({ wasmBinary: data.program, print() {}, printErr() {} });
    const read = program.ReadStepFile(data.bytes, FINENESS);
    if (!read.success) throw new Error("not read");
    const { positions, colours } = triangles(read.meshes);
    if (!positions.length && size > FITS_BYTES) throw new RangeError("out of memory");
    self.postMessage({ positions, colours }, [positions.buffer, ...(colours ? [colours.buffer] : [])]);
  } catch (fault) {
    const heavy = fault instanceof RangeError || /memory|OOM|abort/i.test(String(fault));
    self.postMessage({ fault: heavy ? "heavy" : "broken" });
  }
};

/** Three corners for each triangle, one after the other; colours only where the file has any. */
function triangles(meshes) {
  const corners = meshes.reduce((sum, mesh) => sum + mesh.index.array.length, 0);
  const positions = new Float32Array(corners * 3);
  const painted = meshes.some((mesh) => mesh.color || mesh.brep_faces.some((face) => face.color));
  const colours = painted ? new Float32Array(corners * 3) : undefined;
  let at = 0;
  for (const mesh of meshes) {
    const points = mesh.attributes.position.array;
    const face = faces(mesh);
    mesh.index.array.forEach((point, corner) => {
      for (let axis = 0; axis < 3; axis++) positions[at + axis] = points[point * 3 + axis];
      colours?.set(face(Math.floor(corner / 3)), at);
      at += 3;
    });
  }
  return { positions, colours };
}

/** The colour of each triangle, asked for in their order: its face's, its body's, or grey. */
function faces(mesh) {
  const body = mesh.color ?? [0.5, 0.5, 0.5];
  let at = 0;
  return (triangle) => {
    while (at < mesh.brep_faces.length && mesh.brep_faces[at].last < triangle) at++;
    return mesh.brep_faces[at]?.color ?? body;
  };
}
