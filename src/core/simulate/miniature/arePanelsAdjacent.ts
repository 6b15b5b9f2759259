import type { Box } from "../../page/box.js";
import { miniatureConstants } from "./miniatureConstants.js";

/** Gutters are at most 2 % of a page's shorter side; slanted frames even overlap. Twice that is still next to each other. */
const widestGap = miniatureConstants.widestGap.value;
/** Panels that face each other along less than this share of the shorter side touch at a corner. */
const leastFacing = miniatureConstants.leastFacing.value;

/**
 * Whether two panels lie next to each other, side by side or one above the other: a gutter apart along one axis, facing
 * along the other. Rows of made-up pages are cut independently, so that there are no columns to count in. Boxes in page
 * pixels.
 */
export function arePanelsAdjacent(a: Box, b: Box, page: { readonly width: number; readonly height: number }): boolean {
  const gap = widestGap * Math.min(page.width, page.height);
  const across = overlap(a[0], a[2], b[0], b[2]);
  const down = overlap(a[1], a[3], b[1], b[3]);
  return (across.length >= -gap && down.share >= leastFacing) || (down.length >= -gap && across.share >= leastFacing);
}

/** Length that two spans share, below 0 for a gap, and its share of the shorter one. */
function overlap(from: number, to: number, otherFrom: number, otherTo: number) {
  const length = Math.min(to, otherTo) - Math.max(from, otherFrom);
  return { length, share: length / Math.min(to - from, otherTo - otherFrom) };
}
