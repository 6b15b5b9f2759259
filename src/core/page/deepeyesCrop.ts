import type { Box } from "./box.js";
import { clampSides } from "./clampSides.js";
import type { CropOutcome } from "./cropOutcome.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";
import { validCrop } from "./validCrop.js";

/** The shorter side must be longer than this, in pixels of the original image. */
const refusedSide = 30;

/**
 * What DeepEyes' training tool crops (visual_toolbox_v2.py): clamp, then refuse an inverted box, a ratio over 100 and a
 * shorter side of 30 px or less. Its enlarging to 28 px therefore never runs. `image` is the page as stored: the tool
 * crops from the original.
 */
export function deepeyesCrop(requested: Box, image: Size): CropOutcome {
  const clamped = clampSides(requested, image);
  const invalid = validCrop(clamped, requested);
  if (invalid !== null) return { kind: "refused", by: invalid };
  if (Math.min(clamped[2] - clamped[0], clamped[3] - clamped[1]) <= refusedSide) {
    return { kind: "refused", by: "too-small" };
  }
  const isClamped = clamped.some((value, index) => value !== requested[index]);
  return { kind: "executed", box: pillowBox(clamped), changedBy: isClamped ? ["clamped"] : [] };
}
