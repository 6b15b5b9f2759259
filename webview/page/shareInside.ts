import type { Box } from "../../src/core/page/box.js";

/** The share of a box's area that lies inside another box, 0 to 1; null for a box without area. */
export function shareInside([x1, y1, x2, y2]: Box, outer: Box): number | null {
  const area = (x2 - x1) * (y2 - y1);
  if (!(area > 0)) return null;
  const width = Math.max(0, Math.min(x2, outer[2]) - Math.max(x1, outer[0]));
  const height = Math.max(0, Math.min(y2, outer[3]) - Math.max(y1, outer[1]));
  return (width * height) / area;
}
