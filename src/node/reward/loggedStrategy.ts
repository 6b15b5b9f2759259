import { batchOf } from "../../core/reward/batchOf.js";
import type { GroupedFacts } from "../../core/reward/groupedFacts.js";
import { ruleAt } from "../../core/reward/ruleAt.js";
import { ruleCandidates } from "../../core/reward/ruleCandidates.js";
import { RuleEvidence } from "../../core/reward/ruleEvidence.js";
import { ruleSpans, spanStrategyAt } from "../../core/reward/ruleSpans.js";
import type { Strategy } from "../../core/reward/strategy.js";
import { strategyHash } from "../../core/reward/strategyHash.js";

/** Logged totals are compared with recomputed ones within this. */
const tolerance = 1e-4;

/** The first strategy that pays at every step by the rule that was found there. */
function strategyLike(found: ReadonlyMap<number | null, string>, strategies: readonly Strategy[]): string | null {
  const hashAt = (id: string, step: number | null) => {
    const strategy = strategies.find(one => one.id === id);
    const rule = strategy === undefined ? null : ruleAt(strategy, step);
    return rule === null ? null : strategyHash(rule);
  };
  const fits = ({ id }: Strategy) => [...found].every(([step, rule]) => hashAt(id, step) === hashAt(rule, step));
  return strategies.find(fits)?.id ?? null;
}

/**
 * The strategy whose rules the log follows at the given steps, a schedule where the rule changed between them; null where
 * some step follows none that is known.
 */
export function loggedStrategy(sets: readonly GroupedFacts[], strategies: readonly Strategy[]): string | null {
  const candidates = ruleCandidates(strategies);
  const evidence = new RuleEvidence(candidates);
  for (const facts of sets)
    for (const group of facts.groups) {
      const batch = batchOf(facts, group);
      for (const index of group) evidence.add(facts.view.at(index), { tolerance, batch });
    }
  const steps = evidence.steps();
  const spans = ruleSpans(steps, candidates);
  const found = new Map<number | null, string>();
  for (const { step } of steps) {
    const strategy = spanStrategyAt(spans, step);
    if (strategy === null) return null;
    found.set(step, strategy);
  }
  return found.size === 0 ? null : strategyLike(found, strategies);
}
