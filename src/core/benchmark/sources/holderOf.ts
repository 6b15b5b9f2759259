import type { Box } from "../../page/box.js";

/** Something with a box that others may lie in. */
export interface Holder {
  readonly id: string;
  readonly box: Box | null;
}

const areaOf = ([x1, y1, x2, y2]: Box): number => (x2 - x1) * (y2 - y1);

/** The smallest of the holders whose box the point lies in, all in the same pixels; null when it lies in none. */
export function holderOfPoint(x: number, y: number, holders: readonly Holder[]): string | null {
  let smallest: { readonly id: string; readonly area: number } | null = null;
  for (const { id, box } of holders) {
    if (box === null || x < box[0] || x > box[2] || y < box[1] || y > box[3]) continue;
    const area = areaOf(box);
    if (smallest === null || area < smallest.area) smallest = { id, area };
  }
  return smallest?.id ?? null;
}

/** The smallest of the holders in whose box the middle of another box lies. */
export function holderOf(box: Box | null, holders: readonly Holder[]): string | null {
  return box === null ? null : holderOfPoint((box[0] + box[2]) / 2, (box[1] + box[3]) / 2, holders);
}
