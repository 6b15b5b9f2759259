import type { LaidPanel } from "./panelLayout.js";

/** 0: sideways, between columns; 1: downwards, between rows. */
export type Axis = 0 | 1;

export interface AxisSplits {
  /** Along the axis by their middles. */
  readonly sorted: readonly LaidPanel[];
  /**
   * `reach[k]`: how far panels before place k and panels from k on reach into each other, as the share of the shorter of
   * the two, at most; 0 and less: a straight line parts them. `reach[0]` is 1: there is nothing before it.
   */
  readonly reach: readonly number[];
}

const startOf = ({ box }: LaidPanel, axis: Axis) => box[axis];
const endOf = ({ box }: LaidPanel, axis: Axis) => (axis === 0 ? box[2] : box[3]);

function byMiddle(axis: Axis) {
  const other: Axis = axis === 0 ? 1 : 0;
  return (a: LaidPanel, b: LaidPanel) =>
    startOf(a, axis) + endOf(a, axis) - startOf(b, axis) - endOf(b, axis) ||
    startOf(a, axis) - startOf(b, axis) ||
    startOf(a, other) - startOf(b, other) ||
    endOf(a, other) - endOf(b, other) ||
    a.at - b.at;
}

/** Share of the shorter of the two that both cover; below 0 where there is a gap. */
function shareOf(a: LaidPanel, b: LaidPanel, axis: Axis): number {
  const overlap = Math.min(endOf(a, axis), endOf(b, axis)) - Math.max(startOf(a, axis), startOf(b, axis));
  return overlap / Math.min(endOf(a, axis) - startOf(a, axis), endOf(b, axis) - startOf(b, axis));
}

/** Where panels can be parted along an axis. Quadratic in their number. */
export function splitsAlong(panels: readonly LaidPanel[], axis: Axis): AxisSplits {
  const sorted = panels.toSorted(byMiddle(axis));
  const reach = sorted.map((_, place) => (place === 0 ? 1 : -Infinity));
  for (const [before, panel] of sorted.entries()) {
    let furthest = -Infinity;
    for (let after = sorted.length - 1; after > before; after--) {
      const other = sorted[after];
      if (other !== undefined) furthest = Math.max(furthest, shareOf(panel, other, axis));
      reach[after] = Math.max(reach[after] ?? -Infinity, furthest);
    }
  }
  return { sorted, reach };
}
