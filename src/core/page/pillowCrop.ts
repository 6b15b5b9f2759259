import type { Box } from "./box.js";
import { clampBox } from "./clampBox.js";
import type { CropOutcome } from "./cropOutcome.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";

/**
 * What a tool crops that hands the numbers straight to Pillow (DeepEyes' eval/eval_vstar.py): no rule at all. An
 * inverted or empty box raises there; what lies over the edge is padded with black. The executed box is the part that
 * shows the page.
 */
export function pillowCrop(requested: Box, image: Size): CropOutcome {
  const whole = pillowBox(requested);
  if (!(whole[0] < whole[2] && whole[1] < whole[3])) return { kind: "refused", by: "inverted" };
  const onImage = clampBox(whole, image);
  if (onImage === null) return { kind: "refused", by: "outside-page" };
  const isPadded = onImage.some((value, index) => value !== whole[index]);
  return { kind: "executed", box: onImage, changedBy: isPadded ? ["padded"] : [] };
}
