import type { PaidParts } from "./advantageColumn.js";
import { batchOf } from "./batchOf.js";
import type { GroupedFacts } from "./groupedFacts.js";
import { isKnownEnough } from "./isKnownEnough.js";
import { paysByCallRate } from "./paysByCallRate.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardScore } from "./rewardScore.js";
import { ruleAt } from "./ruleAt.js";
import { scoreRollout } from "./scoreRollout.js";
import type { RewardRule, Strategy } from "./strategy.js";
import type { StrategyFigures } from "./strategyFigures.js";

/** A strategy's rewards of a set of rollouts. */
export interface ScoreColumn {
  /**
   * By index; NaN where the reward is not recomputable, or no rule is known for the step. Where nobody knows a question's
   * targets and the rule pays for zooms, all its rollouts have none, those too whose closed gates would give them one.
   */
  readonly rewards: Float64Array;
  /** Null too where too many rollouts are unknown for what they did; see `isKnownEnough.ts`. */
  readonly means: StrategyFigures["means"];
  readonly notRecomputable: number;
  /** The rewards that are known are no fair sample: nothing is made of them together. */
  readonly isWithheld: boolean;
  /** What own code returned beside its rewards, by name and index; left out where rules say what is paid for. */
  readonly parts?: PaidParts;
}

/** One mean, over what is not null; null itself where too much is. */
class Mean {
  private sum = 0;
  private count = 0;
  private unknown = 0;

  add(value: number | null): void {
    if (value === null) {
      this.unknown++;
      return;
    }
    this.sum += value;
    this.count++;
  }

  get isWithheld(): boolean {
    return !isKnownEnough(this.count, this.unknown);
  }

  get value(): number | null {
    return this.count === 0 || this.isWithheld ? null : this.sum / this.count;
  }
}

/** The means of a column. Fields of their own, since this is done for every rollout of a dump. */
class Means {
  private readonly format = new Mean();
  private readonly accuracy = new Mean();
  private readonly toolCount = new Mean();
  private readonly toolAccuracy = new Mean();
  private readonly total = new Mean();

  addParts({ components }: RewardScore, hasTargets: boolean): void {
    this.format.add(components.format);
    this.accuracy.add(components.accuracy);
    if (!hasTargets) return;
    this.toolCount.add(components.toolCount);
    this.toolAccuracy.add(components.toolAccuracy);
  }

  addTotal({ total }: RewardScore): void {
    this.total.add(total);
  }

  get isWithheld(): boolean {
    return this.total.isWithheld;
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

/** Whether a rule asks for a question's targets, as what it pays for or as a gate. */
const needsTargets = (rule: RewardRule) =>
  rule.terms.some(({ part, when }) => [part, ...when.map(gate => gate.part)].some(isOfTool));

const isOfTool = (part: string) => part === "toolCount" || part === "toolAccuracy";

const hasTargets = ({ tool }: RewardFacts) => tool.kind !== "unknown";

/** Scores every rollout of a set under a strategy, each by the rule of its step. */
export function scoreColumn(facts: GroupedFacts, strategy: Strategy): ScoreColumn {
  const { view, groups } = facts;
  const rewards = new Float64Array(view.count).fill(Number.NaN);
  const means = new Means();
  for (const group of groups) {
    const rule = ruleAt(strategy, view.stepOf(group[0] ?? 0));
    if (rule === null) continue;
    const batch = paysByCallRate(rule) ? batchOf(facts, group) : undefined;
    const asksTargets = needsTargets(rule);
    for (const index of group) {
      const one = view.rewardAt(index);
      const score = scoreRollout(one, rule, batch);
      means.addParts(score, hasTargets(one));
      if (asksTargets && !hasTargets(one)) continue;
      means.addTotal(score);
      if (score.total !== null) rewards[index] = score.total;
    }
  }
  const notRecomputable = rewards.filter(Number.isNaN).length;
  return { rewards, means: means.read(), notRecomputable, isWithheld: means.isWithheld };
}
