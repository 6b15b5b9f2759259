import { clampBox } from "../page/clampBox.js";
import type { Size } from "../page/size.js";
import type { FactCall } from "./rewardFacts.js";

/** A crop of more than this share of the page shows the page again (facts: miniature 3.4). */
const wholePageShare = 0.6;

/** Whether a call got nearly the whole page back; null when nobody knows what it got. */
export function isPageCrop({ executed, requested, isExecuted }: FactCall, page: Size | null): boolean | null {
  if (!isExecuted) return false;
  const box = executed ?? requested;
  if (box === null || page === null) return null;
  const crop = clampBox(box, page);
  if (crop === null) return false;
  return (crop[2] - crop[0]) * (crop[3] - crop[1]) > wholePageShare * page.width * page.height;
}
