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
export class RewardColumns<F extends GroupedFacts = GroupedFacts> {
  private readonly known = new WeakMap<GroupedFacts, Known>();
  private readonly ownScores: (facts: F, strategy: Strategy) => ScoreColumn | null;

  /** `ownScores` says what a strategy of own code paid; null for those that pay by rules. */
  constructor(ownScores: (facts: F, strategy: Strategy) => ScoreColumn | null = () => null) {
    this.ownScores = ownScores;
  }

  scores(facts: F, strategy: Strategy): ScoreColumn {
    const { scores } = this.of(facts);
    const key = JSON.stringify(strategy);
    const column = scores.get(key) ?? this.ownScores(facts, strategy) ?? scoreColumn(facts, strategy);
    scores.set(key, column);
    return column;
  }

  /** By index; NaN where there is none. */
  rewards(facts: F, basis: RewardBasis): Float64Array {
    return basis === "logged" ? loggedScores(facts.view) : this.scores(facts, basis).rewards;
  }

  advantages(facts: F, basis: RewardBasis, estimator: EstimatorId): AdvantageColumn {
    const { advantages } = this.of(facts);
    const key = `${estimator} ${JSON.stringify(basis)}`;
    const column =
      advantages.get(key) ??
      advantageColumn(facts, this.pushing(facts, basis), estimator, this.parts(facts, basis, estimator));
    advantages.set(key, column);
    return column;
  }

  /** An advantage over the few rewards that happen to be known would be none: withheld ones push nothing. */
  private pushing(facts: F, basis: RewardBasis): Float64Array {
    const rewards = this.rewards(facts, basis);
    const isWithheld = basis !== "logged" && this.scores(facts, basis).isWithheld;
    return isWithheld ? new Float64Array(rewards.length).fill(Number.NaN) : rewards;
  }

  /** Only `gdpo` looks at the parts of a reward. */
  private parts(facts: F, basis: RewardBasis, estimator: EstimatorId): PaidParts {
    if (estimator !== "gdpo") return {};
    return basis === "logged" ? loggedParts(facts.view) : (this.scores(facts, basis).parts ?? paidParts(facts, basis));
  }

  private of(facts: GroupedFacts): Known {
    const found = this.known.get(facts) ?? { scores: new Map(), advantages: new Map() };
    this.known.set(facts, found);
    return found;
  }
}
