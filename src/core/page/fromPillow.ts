import type { CropRule } from "../rollout/placedCall.js";
import type { Box } from "./box.js";
import { clampBox } from "./clampBox.js";
import type { CropOutcome } from "./cropOutcome.js";
import type { Size } from "./size.js";

/** What comes of whole pixels that a tool hands to Pillow's `crop`: what lies over the edge is padded with black. */
export function fromPillow(whole: Box, image: Size, changedBy: readonly CropRule[]): CropOutcome {
  // A box of next to nothing that was enlarged without end: Python's `int` raises.
  if (!whole.every(Number.isFinite)) return { kind: "refused", by: "too-small" };
  if (!(whole[0] < whole[2] && whole[1] < whole[3])) return { kind: "refused", by: "inverted" };
  const box = clampBox(whole, image);
  if (box === null) return { kind: "refused", by: "outside-page" };
  const isPadded = box.some((value, index) => value !== whole[index]);
  return isPadded
    ? { kind: "executed", box, changedBy: [...changedBy, "padded"], covers: whole }
    : { kind: "executed", box, changedBy };
}
