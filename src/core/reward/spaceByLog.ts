import type { Question } from "../dataset/question.js";
import type { CoordinateSpace } from "../page/coordinateSpace.js";
import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { placeRollout } from "../rollout/placeRollout.js";
import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { defaultTolerance, isWithin } from "./auditRollout.js";
import { builtInStrategies } from "./builtInStrategies.js";
import type { RewardFacts } from "./rewardFacts.js";
import { defaultRewardOptions, type RewardOptions } from "./rewardOptions.js";
import type { LoggedReward } from "./rolloutFacts.js";
import { rowFactsOf } from "./rowFactsOf.js";
import { rulesOf } from "./ruleAt.js";
import { scoreRollout } from "./scoreRollout.js";
import { toolAccuracy } from "./toolAccuracy.js";

export interface LoggedRollout {
  readonly rollout: Rollout;
  readonly trajectory: Trajectory;
  readonly question: Question | null;
  readonly pageSize: Size | null;
  readonly limits: ResizeLimits;
}

/** Readings of R_iou that trainers have: one that computes it wrongly still tells what it took the numbers for. */
const readings: readonly RewardOptions[] = [
  defaultRewardOptions,
  { ...defaultRewardOptions, match: "in_order" },
  { ...defaultRewardOptions, clamp: false },
  { ...defaultRewardOptions, match: "in_order", clamp: false },
];

/** Rules that pay for IoU: with them a total tells the space where no IoU was logged. */
const rules = builtInStrategies
  .filter(({ segments }) => segments.length === 1)
  .flatMap(rulesOf)
  .filter(({ terms }) => terms.some(({ part }) => part === "toolAccuracy"));

function gives(facts: RewardFacts, { toolAccuracy: part, total }: LoggedReward): boolean {
  const equals = (logged: number, value: number | null) => value !== null && isWithin(logged, value, defaultTolerance);
  if (part.kind === "number") return readings.some(options => equals(part.value, toolAccuracy(facts, options)));
  return total.kind === "number" && rules.some(rule => equals(total.value, scoreRollout(facts, rule).total));
}

/**
 * Which pixels the reward function took a rollout's boxes for: those that give the IoU (or the total) that it logged. Null
 * where page and model pixels both do, or neither does, as without targets, without boxes and for another reward.
 */
export function spaceByLog({ rollout, trajectory, question, pageSize, limits }: LoggedRollout): CoordinateSpace | null {
  if (pageSize === null || !question?.targets?.length) return null;
  const found = (["page", "model"] as const).filter(space => {
    const guess = { space, reason: { code: "configured" } } as const;
    const placed = placeRollout(rollout, trajectory, { question, pageSize, space: guess, limits });
    const facts = rowFactsOf({ rollout, trajectory, question, pageSize, ...placed, responseCrc: 0 });
    return facts.calls.length > 0 && gives(facts, facts.logged);
  });
  const [only, another] = found;
  return only !== undefined && another === undefined ? only : null;
}
