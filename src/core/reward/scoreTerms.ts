import type { BatchFacts } from "./batchFacts.js";
import { componentsOf, partValue } from "./partValue.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardComponents, RewardScore } from "./rewardScore.js";
import type { RewardRule, RewardTerm } from "./strategy.js";

/** One summand of a reward, taken apart. Null: not recomputable. */
export interface ScoredTerm {
  readonly term: RewardTerm;
  readonly part: number | null;
  /** Whether its gates let it pay. */
  readonly isOpen: boolean | null;
  readonly pays: number | null;
}

/** The reward of one rollout under one rule, with every summand: what `scoreRollout` adds up. */
export function scoreTerms(
  facts: RewardFacts,
  rule: RewardRule,
  batch?: BatchFacts,
): RewardScore & { readonly terms: readonly ScoredTerm[] } {
  const components = componentsOf(facts, rule.options);
  const terms = rule.terms.map(term => {
    const part = partValue(term.part, components, facts, rule, batch);
    const isOpen = gatesOf(term, components, facts, rule, batch);
    return { term, part, isOpen, pays: payOf(term.weight, part, isOpen) };
  });
  const total = terms.reduce<number | null>((sum, { pays }) => (sum === null || pays === null ? null : sum + pays), 0);
  return { components, total, terms };
}

/** What a summand pays. A closed gate and a part of 0 pay nothing, whatever the other is. */
export function payOf(weight: number, part: number | null, isOpen: boolean | null): number | null {
  if (isOpen === false || part === 0) return 0;
  return isOpen === null || part === null ? null : weight * part;
}

/** Whether all gates of a term are open: false as soon as one is known to be closed. */
export function gatesOf(
  term: RewardTerm,
  components: RewardComponents,
  facts: RewardFacts,
  rule: RewardRule,
  batch: BatchFacts | undefined,
): boolean | null {
  let isOpen: boolean | null = true;
  for (const gate of term.when) {
    const value = partValue(gate.part, components, facts, rule, batch);
    if (value === null) isOpen = null;
    else if (value <= gate.above) return false;
  }
  return isOpen;
}
