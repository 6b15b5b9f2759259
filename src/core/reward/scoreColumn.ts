import type { PaidParts } from "./advantageColumn.js";
import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import type { RewardScore } from "./rewardScore.js";
import { ruleAt } from "./ruleAt.js";
import { scoreRollout } from "./scoreRollout.js";
import type { RewardRule, Strategy } from "./strategy.js";
import type { StrategyFigures } from "./strategyFigures.js";

/** A strategy's rewards of a set of rollouts. */
export interface ScoreColumn {
  /** By index; NaN where the reward is not recomputable, or no rule is known for the step. */
  readonly rewards: Float64Array;
  readonly means: StrategyFigures["means"];
  readonly notRecomputable: number;
  /** What own code returned beside its rewards, by name and index; left out where rules say what is paid for. */
  readonly parts?: PaidParts;
}

/** One mean, over what is not null. */
class Mean {
  private sum = 0;
  private count = 0;

  add(value: number | null): void {
    if (value === null) return;
    this.sum += value;
    this.count++;
  }

  get value(): number | null {
    return this.count === 0 ? null : this.sum / this.count;
  }
}

/** The means of a column. Fields of their own, since this is done for every rollout of a dump. */
class Means {
  private readonly format = new Mean();
  private readonly accuracy = new Mean();
  private readonly toolCount = new Mean();
  private readonly toolAccuracy = new Mean();
  private readonly total = new Mean();

  add({ components, total }: RewardScore): void {
    this.format.add(components.format);
    this.accuracy.add(components.accuracy);
    this.toolCount.add(components.toolCount);
    this.toolAccuracy.add(components.toolAccuracy);
    this.total.add(total);
  }

  read(): StrategyFigures["means"] {
    const { format, accuracy, toolCount, toolAccuracy, total } = this;
    return {
      format: format.value,
      accuracy: accuracy.value,
      toolCount: toolCount.value,
      toolAccuracy: toolAccuracy.value,
      total: total.value,
    };
  }
}

const needsBatch = (rule: RewardRule) =>
  rule.terms.some(({ part, when }) => part === "curiosity" || when.some(gate => gate.part === "curiosity"));

/** Scores every rollout of a set under a strategy, each by the rule of its step. */
export function scoreColumn(facts: GroupedFacts, strategy: Strategy): ScoreColumn {
  const { view, groups } = facts;
  const rewards = new Float64Array(view.count).fill(Number.NaN);
  const means = new Means();
  for (const group of groups) {
    const rule = ruleAt(strategy, view.stepOf(group[0] ?? 0));
    if (rule === null) continue;
    const batch = needsBatch(rule) ? batchOf(facts, group) : undefined;
    for (const index of group) {
      const score = scoreRollout(view.rewardAt(index), rule, batch);
      means.add(score);
      if (score.total !== null) rewards[index] = score.total;
    }
  }
  return { rewards, means: means.read(), notRecomputable: rewards.filter(Number.isNaN).length };
}
