import type { Box } from "../page/box.js";

/** Recall × precision of a crop for a target: |C ∩ T|² / (|C| |T|). In [0, 1]; both boxes in page pixels. */
export function cropView(crop: Box, target: Box): number {
  const width = Math.min(crop[2], target[2]) - Math.max(crop[0], target[0]);
  const height = Math.min(crop[3], target[3]) - Math.max(crop[1], target[1]);
  if (!(width > 0 && height > 0)) return 0;
  const areas = (crop[2] - crop[0]) * (crop[3] - crop[1]) * (target[2] - target[0]) * (target[3] - target[1]);
  return areas > 0 ? Math.min(1, (width * height) ** 2 / areas) : 0;
}

/**
 * The wanted view (facts: miniature 2): mean over the targets of the best view that any crop gives. In [0, 1]; 0 without
 * a crop, null where no targets are known or none are expected. All boxes in page pixels.
 */
export function foundView(crops: readonly Box[], targets: readonly Box[]): number | null {
  if (targets.length === 0) return null;
  let sum = 0;
  for (const target of targets) {
    let best = 0;
    for (const crop of crops) best = Math.max(best, cropView(crop, target));
    sum += best;
  }
  return sum / targets.length;
}
