import type { Box } from "./box.js";
import { clampSides } from "./clampSides.js";
import type { CropOutcome } from "./cropOutcome.js";
import { fromPillow } from "./fromPillow.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";
import { validCrop } from "./validCrop.js";

/** A shorter side than this is enlarged to it, in pixels of the page. */
const smallest = 28;

/** About its centre, each half rounded up: it may reach over the edge by then. */
function enlarged([x1, y1, x2, y2]: Box): Box {
  const ratio = smallest / Math.min(x2 - x1, y2 - y1);
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  const halfWidth = Math.ceil((x2 - x1) * ratio * 0.5);
  const halfHeight = Math.ceil((y2 - y1) * ratio * 0.5);
  return [Math.floor(x - halfWidth), Math.floor(y - halfHeight), Math.ceil(x + halfWidth), Math.ceil(y + halfHeight)];
}

/**
 * What DeepEyes' tools v3 and v5 crop (visual_toolbox_v3.py, visual_toolbox_v5.py): clamp, refuse an inverted box and a
 * ratio over 100, enlarge to 28 pixels. Nothing shifts an enlarged box back, so that Pillow pads it.
 */
export function deepeyesV5Crop(requested: Box, image: Size): CropOutcome {
  const clamped = clampSides(requested, image);
  const invalid = validCrop(clamped, requested);
  if (invalid !== null) return { kind: "refused", by: invalid };
  const isClamped = clamped.some((value, index) => value !== requested[index]);
  const isSmall = clamped[2] - clamped[0] < smallest || clamped[3] - clamped[1] < smallest;
  const box = isSmall ? enlarged(clamped) : clamped;
  const stillInvalid = validCrop(box, box);
  if (stillInvalid !== null) return { kind: "refused", by: stillInvalid };
  return fromPillow(pillowBox(box), image, [
    ...(isClamped ? (["clamped"] as const) : []),
    ...(isSmall ? (["enlarged"] as const) : []),
  ]);
}
