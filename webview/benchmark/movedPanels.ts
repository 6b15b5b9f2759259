import type { ShownPanel } from "../../src/protocol/benchmark/benchmarkViewApi.js";

/** Ids of the panels in reading order, with one put at another place; the others keep their sequence. */
export function movedPanels(panels: readonly ShownPanel[], moved: string, place: number): readonly string[] {
  const ids = panels.toSorted((a, b) => a.order - b.order).map(({ id }) => id);
  const others = ids.filter(id => id !== moved);
  const at = Math.max(0, Math.min(others.length, place));
  return ids.includes(moved) ? [...others.slice(0, at), moved, ...others.slice(at)] : ids;
}
