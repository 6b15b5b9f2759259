import { assignTargets } from "./assignTargets.js";
import type { Box } from "./box.js";
import { iou } from "./iou.js";

/** A box's target in the best one-to-one assignment and the IoU with it; a surplus box has none and 0. */
export interface BoxMatch {
  readonly target: number | null;
  readonly iou: number;
}

/** Matches boxes to targets so that the sum of IoU is largest. All in one coordinate space; null boxes stay unmatched. */
export function matchBoxes(boxes: readonly (Box | null)[], targets: readonly Box[]): readonly BoxMatch[] {
  const present = boxes.filter(box => box !== null);
  const values = present.map(box => targets.map(target => iou(box, target)));
  const assigned = assignTargets(values);
  let next = 0;
  return boxes.map(box => {
    if (box === null) return { target: null, iou: 0 };
    const row = next++;
    const target = assigned[row] ?? null;
    return { target, iou: target === null ? 0 : (values[row]?.[target] ?? 0) };
  });
}
