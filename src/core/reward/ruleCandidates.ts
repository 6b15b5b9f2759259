import type { RewardRule, Strategy } from "./strategy.js";
import { strategyHash } from "./strategyHash.js";
import { ruleAt, rulesOf } from "./ruleAt.js";

/** A rule that a log may follow. */
export interface RuleCandidate {
  /** The strategy's id. */
  readonly id: string;
  readonly ruleAt: (step: number | null) => RewardRule | null;
  /** How many terms it has at most: of rules that the data cannot tell apart, the one with the fewest is named. */
  readonly size: number;
  /** Of the strategy's rules, as rows carry them. */
  readonly hashes: readonly string[];
}

/**
 * The rules that a log is compared with, each once. A schedule whose segments are all other strategies' rules is left
 * out: a trainer's reward function knows no step, so that the log shows its segments, and where one follows the other is
 * what the audit finds.
 */
export function ruleCandidates(strategies: readonly Strategy[]): readonly RuleCandidate[] {
  const isPlain = (strategy: Strategy) => strategy.segments.length === 1;
  const known = new Set<string>();
  const isNew = (strategy: Strategy) => {
    const meanings = rulesOf(strategy).map(strategyHash);
    if (meanings.every(meaning => known.has(meaning))) return false;
    if (isPlain(strategy)) for (const meaning of meanings) known.add(meaning);
    return true;
  };
  const plainFirst = [...strategies.filter(isPlain), ...strategies.filter(strategy => !isPlain(strategy))];
  return plainFirst.filter(isNew).map(strategy => ({
    id: strategy.id,
    ruleAt: step => ruleAt(strategy, step),
    size: Math.max(...rulesOf(strategy).map(({ terms }) => terms.length)),
    hashes: rulesOf(strategy).map(strategyHash),
  }));
}
