import type { Box } from "./box.js";

/**
 * Intersection over union of two boxes in one coordinate space, areas continuous (no +1). In [0, 1]; 0 for boxes that
 * are inverted or without area.
 */
export function iou(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (!(width > 0 && height > 0)) return 0;
  const intersection = width * height;
  const union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - intersection;
  return union > 0 ? Math.min(1, intersection / union) : 0;
}
