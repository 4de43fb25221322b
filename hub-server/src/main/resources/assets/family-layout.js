// SPDX-License-Identifier: AGPL-3.0-or-later
// Where each design of a family stands: generations in columns, the oldest to the left, with few crossings. Pure.

const GAP = { x: 64, y: 14, wrapped: 18 };
/** A generation with more than this many is set in several columns. */
const TALLEST = 16;
const SWEEPS = 6;

/** @returns the upper left corner of each node by its id */
export function arrange(nodes, edges, start, box) {
  const generations = columns(nodes, edges, start);
  order(generations, edges);
  const places = new Map();
  let x = 0;
  for (const generation of generations) {
    const wraps = Math.ceil(generation.length / TALLEST), rows = Math.ceil(generation.length / wraps);
    const height = rows * (box.height + GAP.y) - GAP.y;
    generation.forEach((id, index) =>
      places.set(id, { x: x + Math.floor(index / rows) * (box.width + GAP.wrapped), y: (index % rows) * (box.height + GAP.y) - height / 2 }));
    x += wraps * (box.width + GAP.wrapped) - GAP.wrapped + GAP.x;
  }
  return places;
}

/** The longest way from the oldest decides the column, so that every edge leads to the right. */
function columns(nodes, edges, start) {
  const rank = new Map(nodes.map((node) => [node.id, 0]));
  const after = new Map(nodes.map((node) => [node.id, []])), open = new Map(nodes.map((node) => [node.id, 0]));
  for (const { from, to } of edges) {
    after.get(from).push(to);
    open.set(to, open.get(to) + 1);
  }
  const ready = nodes.map((node) => node.id).filter((id) => open.get(id) === 0), sorted = [];
  while (ready.length) {
    const id = ready.shift();
    sorted.push(id);
    for (const to of after.get(id)) {
      rank.set(to, Math.max(rank.get(to), rank.get(id) + 1));
      open.set(to, open.get(to) - 1);
      if (open.get(to) === 0) ready.push(to);
    }
  }
  // An ancestor without ancestors stands beside its nearest descendant rather than at the far left.
  for (const id of sorted.reverse())
    if (id !== start && after.get(id).length && !edges.some((edge) => edge.to === id))
      rank.set(id, Math.min(...after.get(id).map((to) => rank.get(to))) - 1);
  const generations = [];
  for (const node of nodes) (generations[rank.get(node.id)] ??= []).push(node.id);
  return generations.filter(Boolean);
}

/** Each design near the middle of those it hangs together with, to and fro. */
function order(generations, edges) {
  const near = new Map();
  for (const { from, to } of edges) {
    near.set(from, [...(near.get(from) ?? []), to]);
    near.set(to, [...(near.get(to) ?? []), from]);
  }
  const height = new Map();
  const set = (generation) => generation.forEach((id, index) => height.set(id, index - (generation.length - 1) / 2));
  generations.forEach(set);
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    for (const generation of sweep % 2 ? [...generations].reverse() : generations) {
      const middle = new Map(generation.map((id) => {
        const others = near.get(id) ?? [];
        return [id, others.length ? others.reduce((sum, other) => sum + height.get(other), 0) / others.length : height.get(id)];
      }));
      generation.sort((a, b) => middle.get(a) - middle.get(b));
      set(generation);
    }
}
