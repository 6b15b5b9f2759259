import type { Box } from "../../src/core/page/box.js";

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0], a[2], b[2]),
  Math.min(a[1], b[1], a[3], b[3]),
  Math.max(a[0], b[0], a[2], b[2]),
  Math.max(a[1], b[1], a[3], b[3]),
];

/** The smallest box around all boxes of one space, whose corners may be in any order; null where there is none. */
export function unionOf(boxes: readonly Box[]): Box | null {
  const [first] = boxes;
  return first === undefined ? null : boxes.reduce(union, union(first, first));
}
