import { matchedIou } from "./matchedIou.js";
import { paysByOptimalIou } from "./optimalIou.js";
import type { CallSums, RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";
import { scoredBoxes } from "./scoredBoxes.js";

/**
 * R_iou of Eq. 3: the matched IoU over the root of m, the number of zoom calls. Refused calls count in m with IoU 0, or
 * not at all with `m: executed`. 0 without calls and where the tool term is off; null where targets are unknown, or the
 * place of a box that a crop came back for.
 */
export function toolAccuracy(facts: RewardFacts, options: RewardOptions): number | null {
  const { tool, sums } = facts;
  if (tool.kind === "unknown") return null;
  if (tool.kind === "off") return 0;
  if (sums !== undefined && paysByOptimalIou(options)) return ofSums(sums, options);
  if (facts.calls.length === 0) return 0;
  const boxes = scoredBoxes(facts, tool.targets, options);
  if (boxes === null) return null;
  return boxes.length === 0 ? 0 : matchedIou(boxes, tool.targets, options.match) / Math.sqrt(boxes.length);
}

function ofSums({ calls, executed, optimal }: CallSums, { m }: RewardOptions): number | null {
  const counted = m === "parsed" ? calls : executed;
  if (optimal === null) return null;
  return counted === 0 ? 0 : optimal / Math.sqrt(counted);
}
