import type { Box } from "./box.js";

/** Python's `int` of each number: towards zero. */
export function truncatedBox([x1, y1, x2, y2]: Box): Box {
  // Adding 0 turns -0 into 0.
  return [Math.trunc(x1) + 0, Math.trunc(y1) + 0, Math.trunc(x2) + 0, Math.trunc(y2) + 0];
}
