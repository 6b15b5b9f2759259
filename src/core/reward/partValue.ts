import type { BatchFacts } from "./batchFacts.js";
import { coin } from "./coin.js";
import type { RewardFacts } from "./rewardFacts.js";
import type { RewardOptions } from "./rewardOptions.js";
import type { RewardComponents } from "./rewardScore.js";
import type { RewardPartName, RewardRule } from "./strategy.js";
import { toolAccuracy } from "./toolAccuracy.js";
import { toolCount } from "./toolCount.js";

/** The paper's four parts of a rollout's reward under a rule's options. Null: not recomputable. */
export function componentsOf(facts: RewardFacts, options: RewardOptions): RewardComponents {
  const isFormatted = facts.isWellFormed[options.format] && !isTooLong(facts, options);
  return {
    format: isFormatted ? options.formatValues[0] : options.formatValues[1],
    accuracy: accuracy(facts, options, isFormatted),
    toolCount: toolCount(facts, options),
    toolAccuracy: toolAccuracy(facts, options),
  };
}

const isTooLong = (facts: RewardFacts, { answerLimit }: RewardOptions): boolean =>
  answerLimit !== null && facts.answerChars >= answerLimit;

/** An answer that the rule calls wrong, whatever it says, needs no verdict. */
function accuracy(facts: RewardFacts, options: RewardOptions, isFormatted: boolean): number | null {
  const [right, other] = options.accuracyValues;
  if (isTooLong(facts, options) || (options.gateAccuracy && !isFormatted)) return other;
  if (facts.isCorrect === null) return null;
  return facts.isCorrect ? right : other;
}

/** What a part comes to for one rollout; null: not recomputable. `components` are the rollout's under the rule's options. */
export function partValue(
  part: RewardPartName,
  components: RewardComponents,
  facts: RewardFacts,
  rule: RewardRule,
  batch: BatchFacts | undefined,
): number | null {
  switch (part) {
    case "format":
    case "accuracy":
    case "toolCount":
    case "toolAccuracy":
      return components[part];
    case "anyCrop":
      return hasCrop(facts) ? 1 : 0;
    case "coin":
      return coin(rule.seed, facts.coin);
    case "curiosity":
      return batch === undefined ? null : curiosity(callsIn(facts), batch.callRate);
    case "callCost":
      return Math.max(0, callsIn(facts) - 1);
    case "toolFailure":
      return facts.calls.at(-1)?.isExecuted === false ? 1 : 0;
  }
}

const callsIn = (facts: RewardFacts): number => facts.sums?.calls ?? facts.calls.length;

const hasCrop = (facts: RewardFacts): boolean =>
  facts.sums === undefined ? facts.calls.some(call => call.isExecuted) : facts.sums.executed > 0;

/** Below this share of rollouts that call, Pixel-Reasoner pays for calling. */
const wantedRate = 0.3;

/** Pixel-Reasoner's curiosity before its weight of 0.25 (experience_maker.py, images): the rarer calls are, the more one pays. */
function curiosity(calls: number, callRate: number): number {
  return calls === 0 || callRate <= 0 ? 0 : Math.max(wantedRate - callRate, 0) / 2 / callRate;
}
