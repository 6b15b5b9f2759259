import { advantageColumn, type AdvantageColumn, type PaidParts } from "./advantageColumn.js";
import type { EstimatorId } from "./estimatorId.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { loggedParts } from "./loggedParts.js";
import { loggedScores } from "./loggedScores.js";
import { paidParts } from "./paidParts.js";
import { scoreColumn, type ScoreColumn } from "./scoreColumn.js";
import type { Strategy } from "./strategy.js";

/** What advantages are made of: the scores that the trainer logged, or a strategy's rewards. */
export type RewardBasis = "logged" | Strategy;

interface Known {
  readonly scores: Map<string, ScoreColumn>;
  readonly advantages: Map<string, AdvantageColumn>;
}

/**
 * Rewards and advantages of sets of rollouts, each computed once: a change of one strategy computes that one anew. They go
 * with their set.
 */
export class RewardColumns {
  private readonly known = new WeakMap<GroupedFacts, Known>();

  scores(facts: GroupedFacts, strategy: Strategy): ScoreColumn {
    const { scores } = this.of(facts);
    const key = JSON.stringify(strategy);
    const column = scores.get(key) ?? scoreColumn(facts, strategy);
    scores.set(key, column);
    return column;
  }

  /** By index; NaN where there is none. */
  rewards(facts: GroupedFacts, basis: RewardBasis): Float64Array {
    return basis === "logged" ? loggedScores(facts.view) : this.scores(facts, basis).rewards;
  }

  advantages(facts: GroupedFacts, basis: RewardBasis, estimator: EstimatorId): AdvantageColumn {
    const { advantages } = this.of(facts);
    const key = `${estimator} ${JSON.stringify(basis)}`;
    const column =
      advantages.get(key) ??
      advantageColumn(facts, this.rewards(facts, basis), estimator, parts(facts, basis, estimator));
    advantages.set(key, column);
    return column;
  }

  private of(facts: GroupedFacts): Known {
    const found = this.known.get(facts) ?? { scores: new Map(), advantages: new Map() };
    this.known.set(facts, found);
    return found;
  }
}

/** Only `gdpo` looks at the parts of a reward. */
function parts(facts: GroupedFacts, basis: RewardBasis, estimator: EstimatorId): PaidParts {
  if (estimator !== "gdpo") return {};
  return basis === "logged" ? loggedParts(facts.view) : paidParts(facts, basis);
}
