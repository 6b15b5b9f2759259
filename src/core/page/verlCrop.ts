import type { CropRule } from "../rollout/placedCall.js";
import type { Box } from "./box.js";
import { clampSides } from "./clampSides.js";
import type { CropOutcome } from "./cropOutcome.js";
import { pillowBox } from "./pillowBox.js";
import type { Size } from "./size.js";
import { validCrop } from "./validCrop.js";

/** No side of a crop may be shorter than one visual token of Qwen2.5-VL, in pixels. */
const minSide = 28;

/**
 * What verl's zoom tool crops (verl/tools/image_zoom_in_tool.py, v0.6.0 to v0.7.1): clamp, refuse, enlarge a box whose
 * shorter side is under 28 px and shift it inside, refuse again. `image` is the image that the tool was given, which is
 * the smart-resized page; box and result are in its pixels.
 */
export function verlCrop(requested: Box, image: Size): CropOutcome {
  const clamped = clampSides(requested, image);
  const invalid = validCrop(clamped, requested);
  if (invalid !== null) return { kind: "refused", by: invalid };
  const changedBy: CropRule[] = clamped.some((value, index) => value !== requested[index]) ? ["clamped"] : [];
  const isSmall = clamped[2] - clamped[0] < minSide || clamped[3] - clamped[1] < minSide;
  const { box, isShifted } = isSmall ? enlarged(clamped, image) : { box: clamped, isShifted: false };
  if (isSmall) changedBy.push("enlarged");
  if (isShifted) changedBy.push("shifted");
  const stillInvalid = validCrop(box, box);
  if (stillInvalid !== null) return { kind: "refused", by: stillInvalid };
  if (wholeSide(box[0], box[2]) < minSide || wholeSide(box[1], box[3]) < minSide) {
    return { kind: "refused", by: "too-small" };
  }
  return { kind: "executed", box: insideImage(pillowBox(box), image), changedBy };
}

function wholeSide(from: number, to: number): number {
  return Math.floor(to) - Math.floor(from);
}

/** About its own centre until the shorter side is 28, no larger than the image, moved back inside, in whole pixels. */
function enlarged(box: Box, image: Size): { readonly box: Box; readonly isShifted: boolean } {
  const ratio = minSide / Math.min(box[2] - box[0], box[3] - box[1]);
  let width = (box[2] - box[0]) * ratio;
  let height = (box[3] - box[1]) * ratio;
  if (width > image.width) {
    height *= image.width / width;
    width = image.width;
  }
  if (height > image.height) {
    width *= image.height / height;
    height = image.height;
  }
  const freeX = (box[0] + box[2]) / 2 - width / 2;
  const freeY = (box[1] + box[3]) / 2 - height / 2;
  const x = shiftedInside(freeX, width, image.width);
  const y = shiftedInside(freeY, height, image.height);
  return {
    box: [Math.floor(x), Math.floor(y), Math.ceil(x + width), Math.ceil(y + height)],
    isShifted: x !== freeX || y !== freeY,
  };
}

function shiftedInside(start: number, length: number, limit: number): number {
  const notBefore = Math.max(0, start);
  return notBefore + length > limit ? limit - length : notBefore;
}

/** A float's last bit can lift `ceil` one pixel over the edge, where the tool's crop is a black line and no page. */
function insideImage(box: Box, image: Size): Box {
  return [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(image.width, box[2]), Math.min(image.height, box[3])];
}
