import type { Box } from "./box.js";
import type { CropOutcome } from "./cropOutcome.js";
import { fromPillow } from "./fromPillow.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";

/**
 * What a tool crops that hands the numbers straight to Pillow (DeepEyes' eval/eval_vstar.py): no rule at all. An
 * inverted or empty box raises there; what lies over the edge is padded with black. The executed box is the part that
 * shows the page.
 */
export function pillowCrop(requested: Box, image: Size): CropOutcome {
  return fromPillow(pillowBox(requested), image, []);
}
