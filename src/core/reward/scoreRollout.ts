import type { BatchFacts } from "./batchFacts.js";
import { componentsOf, partValue } from "./partValue.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardComponents, RewardScore } from "./rewardScore.js";
import { gatesOf, payOf } from "./scoreTerms.js";
import type { RewardRule } from "./strategy.js";

/**
 * The reward of one rollout under one rule: Eq. 1–3 of the paper with the rule's reading of every open point, or whatever
 * else its terms pay for. `total` is null as soon as a summand that is paid cannot be recomputed; nothing is guessed.
 * For passes over whole dumps: allocates the result and little else.
 */
export function scoreRollout(facts: RewardFacts, rule: RewardRule, batch?: BatchFacts): RewardScore {
  const components = componentsOf(facts, rule.options);
  return { components, total: totalOf(components, facts, rule, batch) };
}

function totalOf(
  components: RewardComponents,
  facts: RewardFacts,
  rule: RewardRule,
  batch: BatchFacts | undefined,
): number | null {
  let total = 0;
  for (const term of rule.terms) {
    const part = partValue(term.part, components, facts, rule, batch);
    const pays = payOf(term.weight, part, gatesOf(term, components, facts, rule, batch));
    if (pays === null) return null;
    total += pays;
  }
  return total;
}
