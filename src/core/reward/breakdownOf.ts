import { batchOf } from "./batchOf.js";
import type { EstimatorId } from "./estimatorId.js";
import { flatReasonOf } from "./flatReasonOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { RewardBreakdown } from "./rewardBreakdown.js";
import type { RewardColumns } from "./rewardColumns.js";
import { ruleAt } from "./ruleAt.js";
import { scoreTerms } from "./scoreTerms.js";
import { spread } from "../rollout/spread.js";
import type { Strategy } from "./strategy.js";

const nothing = { format: null, accuracy: null, toolCount: null, toolAccuracy: null } as const;

/** The group of a rollout. Every rollout of a set is in one. */
function groupWith({ groups }: GroupedFacts, index: number): Int32Array {
  return groups.find(group => group.includes(index)) ?? Int32Array.of(index);
}

/** One rollout's reward under a strategy, taken apart, with its advantage beside the group's mean and spread (n − 1). */
export function breakdownOf<F extends GroupedFacts>(
  facts: F,
  index: number,
  strategy: Strategy,
  estimator: EstimatorId,
  columns: RewardColumns<F>,
): RewardBreakdown {
  const group = groupWith(facts, index);
  const rule = ruleAt(strategy, facts.view.stepOf(index));
  const scored = rule === null ? null : scoreTerms(facts.view.rewardAt(index), rule, batchOf(facts, group));
  const { rewards } = columns.scores(facts, strategy);
  const known = [...group].map(member => rewards[member] ?? Number.NaN).filter(reward => !Number.isNaN(reward));
  const advantage = columns.advantages(facts, strategy, estimator).values[index] ?? Number.NaN;
  return {
    strategy: strategy.id,
    components: scored?.components ?? nothing,
    terms: scored?.terms ?? [],
    total: scored?.total ?? null,
    advantage: Number.isNaN(advantage) ? null : advantage,
    groupMean: known.length === 0 ? null : known.reduce((sum, reward) => sum + reward, 0) / known.length,
    groupSpread: spread(known),
    flat: flatReasonOf(facts, group, rewards, strategy),
  };
}
