import type { RefusalRule } from "../rollout/placedCall.js";
import type { Box } from "./box.js";

/** Both tools refuse what is more than this many times longer than wide. */
const maxCropRatio = 100;

/**
 * The check that verl's and DeepEyes' tools share, on a box already clamped to the image: positive sides, ratio at most
 * 100. `requested` only tells an inverted box from one that lies outside the image.
 */
export function validCrop(clamped: Box, requested: Box): RefusalRule | null {
  const width = clamped[2] - clamped[0];
  const height = clamped[3] - clamped[1];
  if (!(width > 0 && height > 0)) {
    return requested[0] < requested[2] && requested[1] < requested[3] ? "outside-page" : "inverted";
  }
  return Math.max(width, height) / Math.min(width, height) > maxCropRatio ? "aspect-ratio" : null;
}
