import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { componentNames, type ComponentName } from "./rewardScore.js";
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
}

class Means {
  private readonly sums: Record<ComponentName | "total", number> = {
    format: 0,
    accuracy: 0,
    toolCount: 0,
    toolAccuracy: 0,
    total: 0,
  };
  private readonly counts: Record<ComponentName | "total", number> = { ...this.sums };

  add(name: ComponentName | "total", value: number | null): void {
    if (value === null) return;
    this.sums[name] += value;
    this.counts[name]++;
  }

  read(): StrategyFigures["means"] {
    const mean = (name: ComponentName | "total") =>
      this.counts[name] === 0 ? null : this.sums[name] / this.counts[name];
    return {
      format: mean("format"),
      accuracy: mean("accuracy"),
      toolCount: mean("toolCount"),
      toolAccuracy: mean("toolAccuracy"),
      total: mean("total"),
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
      const { components, total } = scoreRollout(view.rewardAt(index), rule, batch);
      for (const name of componentNames) means.add(name, components[name]);
      means.add("total", total);
      if (total !== null) rewards[index] = total;
    }
  }
  return { rewards, means: means.read(), notRecomputable: rewards.filter(Number.isNaN).length };
}
