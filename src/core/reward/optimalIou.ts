import { matchedIou } from "./matchedIou.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";
import { scoredBoxes } from "./scoredBoxes.js";

const usual = { box: "requested", clamp: true, match: "optimal" } as const;

/**
 * The sum of the IoU of a rollout's requested boxes, clamped to the page, with the targets under the optimal matching:
 * what most rules pay by. Refused calls add 0. Null where targets are unknown, or the place of a box that a crop came back for.
 */
export function optimalIou(facts: Pick<RewardFacts, "calls" | "page" | "tool">): number | null {
  if (facts.tool.kind !== "targets") return facts.tool.kind === "off" ? 0 : null;
  const boxes = scoredBoxes(facts, facts.tool.targets, { ...usual, m: "parsed" });
  return boxes === null ? null : matchedIou(boxes, facts.tool.targets, usual.match);
}

/** Whether a rule pays by `optimalIou`. */
export const paysByOptimalIou = ({ box, clamp, match }: RewardOptions): boolean =>
  box === usual.box && clamp === usual.clamp && match === usual.match;
