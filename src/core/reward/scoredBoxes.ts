import type { Box } from "../page/box.js";
import { clampBox } from "../page/clampBox.js";
import type { Size } from "../page/size.js";
import type { FactCall, RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";

/** The options that say which box of a call is scored. */
export type BoxOptions = Pick<RewardOptions, "box" | "clamp" | "m">;

/**
 * The boxes of a rollout's calls as a rule scores them, in page pixels; null for a call that adds nothing, as a refused
 * one that counts in m. Null instead of the list where nobody knows the place of a box that a crop came back for.
 */
export function scoredBoxes(
  { calls, page }: Pick<RewardFacts, "calls" | "page">,
  targets: readonly Box[],
  options: BoxOptions,
): readonly (Box | null)[] | null {
  const boxes: (Box | null)[] = [];
  for (const call of calls) {
    if (call.isExecuted) {
      const box = scoredBox(call, page, targets, options);
      if (box === undefined) return null;
      boxes.push(box);
    } else if (options.m === "parsed") {
      boxes.push(null);
    }
  }
  return boxes;
}

/** Null: nothing of it lies on the page; undefined: nobody knows where it lies. */
function scoredBox(
  call: FactCall,
  page: Size | null,
  targets: readonly Box[],
  options: BoxOptions,
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
