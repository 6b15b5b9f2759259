import { advantages, type AdvantageGroup } from "../../reward/advantages.js";
import type { EstimatorId } from "../../reward/estimatorId.js";
import { partsOf } from "../../reward/paidParts.js";
import { scoreTerms } from "../../reward/scoreTerms.js";
import type { RewardRule } from "../../reward/strategy.js";
import { decisionsOf } from "./decisions.js";
import type { ScoredGroup } from "./scoreGroup.js";

/** Advantages of a step's groups. What an estimator whitens over tokens is whitened over decisions here. */
export function groupAdvantages(
  groups: readonly ScoredGroup[],
  rule: RewardRule,
  estimator: EstimatorId,
): readonly (readonly number[])[] {
  return advantages(
    groups.map(group => groupOf(group, rule, estimator)),
    estimator,
  );
}

function groupOf(group: ScoredGroup, rule: RewardRule, estimator: EstimatorId): AdvantageGroup {
  const rewards = group.rollouts.map(({ total }) => total);
  switch (estimator) {
    case "grpo":
    case "grpo-trl":
    case "grpo-population":
    case "dr-grpo":
    case "rloo":
      return { rewards };
    case "reinforce++":
    case "reinforce++-baseline":
      return { rewards, tokens: tokensOf(group) };
    case "gdpo":
      return { rewards, tokens: tokensOf(group), ...partsPaid(group, rule) };
  }
}

const tokensOf = ({ rollouts }: ScoredGroup): readonly number[] => rollouts.map(({ sampled }) => decisionsOf(sampled));

function partsPaid({ rollouts, batch }: ScoredGroup, rule: RewardRule) {
  const each = rollouts.map(({ facts }) => partsOf(scoreTerms(facts, rule, batch).terms));
  const names = [...(each[0]?.keys() ?? [])];
  const values = (name: string) => each.map(parts => parts.get(name)?.value ?? 0);
  return {
    components: Object.fromEntries(names.map(name => [name, values(name)])),
    weights: Object.fromEntries(names.map(name => [name, each[0]?.get(name)?.weight ?? 1])),
  };
}
