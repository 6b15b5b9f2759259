import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { Size } from "../page/size.js";
import { matchedIou } from "./matchedIou.js";
import type { FactCall, RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";

/**
 * R_iou of Eq. 3: the matched IoU over the root of m, the number of zoom calls. Refused calls count in m with IoU 0, or
 * not at all with `m: executed`. 0 without calls and where the tool term is off; null where targets are unknown, or the
 * place of a box that a crop came back for.
 */
export function toolAccuracy(facts: RewardFacts, options: RewardOptions): number | null {
  const { tool, calls, page } = facts;
  if (tool.kind === "unknown") return null;
  if (tool.kind === "off" || calls.length === 0) return 0;
  const boxes: (Box | null)[] = [];
  for (const call of calls) {
    if (call.isExecuted) {
      const box = scoredBox(call, page, tool.targets, options);
      if (box === undefined) return null;
      boxes.push(box);
    } else if (options.m === "parsed") {
      boxes.push(null);
    }
  }
  return boxes.length === 0 ? 0 : matchedIou(boxes, tool.targets, options.match) / Math.sqrt(boxes.length);
}

/** Null: nothing of it lies on the page; undefined: nobody knows where it lies. */
function scoredBox(
  call: FactCall,
  page: Size | null,
  targets: readonly Box[],
  options: RewardOptions,
): Box | null | undefined {
  // What a tool cropped lies on the page already.
  if (options.box === "executed") return call.executed ?? undefined;
  const box = call.requested;
  if (box === null) return undefined;
  if (!options.clamp) return box;
  if (page !== null) return isInside(box, page.width, page.height) ? box : clampBox(box, page);
  return isAmong(box, targets) ? box : undefined;
}

const isInside = (box: Box, width: number, height: number): boolean =>
  box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;

/** Targets lie on the page. A box that reaches no further than they do lies on it as well, whatever its size. */
function isAmong(box: Box, targets: readonly Box[]): boolean {
  let right = 0;
  let bottom = 0;
  for (const target of targets) {
    right = Math.max(right, target[2]);
    bottom = Math.max(bottom, target[3]);
  }
  return isInside(box, right, bottom);
}
