import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { Size } from "../page/size.js";
import { isPageCrop } from "./isPageCrop.js";
import type { FactCall } from "./rewardFacts.js";

/** A box shows a target when this share of the target is in it. */
const shownShare = 0.9;

/** A box of so many times the targets that it shows holds mostly something else: their IoU is a third at most. */
const giantFactor = 3;

const area = ([x1, y1, x2, y2]: Box) => Math.max(0, x2 - x1) * Math.max(0, y2 - y1);

function isShown(target: Box, box: Box): boolean {
  const width = Math.min(box[2], target[2]) - Math.max(box[0], target[0]);
  const height = Math.min(box[3], target[3]) - Math.max(box[1], target[1]);
  return width > 0 && height > 0 && width * height >= shownShare * area(target);
}

/**
 * Whether a call got a box that covers targets by its mere size: it shows one or several nearly whole, and is more than
 * three times as large as they are together. Crops of nearly the whole page are counted apart and are none. Null when
 * nobody knows what the call got. Boxes in page pixels.
 */
export function isGiantBox(call: FactCall, page: Size | null, targets: readonly Box[]): boolean | null {
  const isPage = isPageCrop(call, page);
  if (isPage === null || isPage || !call.isExecuted) return isPage === null ? null : false;
  const box = call.executed ?? call.requested;
  if (box === null) return null;
  const crop = page === null ? box : (clampBox(box, page) ?? box);
  const shown = targets.filter(target => isShown(target, crop));
  return shown.length > 0 && area(crop) > giantFactor * shown.reduce((sum, target) => sum + area(target), 0);
}
