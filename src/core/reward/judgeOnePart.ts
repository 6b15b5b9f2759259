import type { StepJudgement } from "./alarmFinding.js";
import type { OnePartRule } from "./alarmRules.js";
import { alarmWindow } from "./alarmWindow.js";
import { addPartSums, noPartSums } from "./partSums.js";
import { componentNames, type ComponentName } from "./rewardScore.js";
import { segmentStart } from "./segmentStart.js";
import type { StepTally } from "./stepTally.js";

/** Below this a sum of squares is rounding. */
const noSpread = 1e-9;

/** Squared correlation with the reward inside groups; 0 for a part that does not vary. */
function explained(tallies: readonly StepTally[], name: ComponentName): number {
  const { pp, tt, pt } = tallies.map(({ parts }) => parts.get(name) ?? noPartSums).reduce(addPartSums, noPartSums);
  return pp <= noSpread || tt <= noSpread ? 0 : Math.min(1, (pt * pt) / (pp * tt));
}

/** True where the rule pays for other parts alone though right answers vary: a warm start is meant to be so. */
function isMeantSo(tallies: readonly StepTally[]): boolean {
  const varies = tallies.some(({ parts }) => (parts.get("accuracy")?.pp ?? 0) > noSpread);
  return varies && tallies.every(({ ignoresAccuracy }) => ignoresAccuracy);
}

/**
 * Judges every step by whether one part explains the reward's spread inside groups, which is what is learnt from. Right
 * answers may: that is what training is for.
 */
export function judgeOnePart(
  tallies: readonly StepTally[],
  rule: OnePartRule,
  breaks: readonly number[],
): readonly (StepJudgement | null)[] {
  return tallies.map((_, last) => {
    const from = segmentStart(tallies, breaks, last);
    const reward = alarmWindow(tallies, "reward", last, rule, from);
    const right = alarmWindow(tallies, "accuracy", last, rule, from);
    if (reward === null || right === null) return null;
    const steps = tallies.slice(reward.first, last + 1);
    const shares = componentNames.map(name => ({ name, share: explained(steps, name) }));
    const accuracy = shares.find(({ name }) => name === "accuracy")?.share ?? 0;
    const others = shares.filter(({ name }) => name !== "accuracy");
    const most = others.reduce((best, one) => (one.share > best.share ? one : best));
    const { atLeast, accuracyAtMost, rightBelow } = rule;
    const holds = most.share >= atLeast && accuracy <= accuracyAtMost && right.value < rightBelow && !isMeantSo(steps);
    const part = componentNames.indexOf(most.name);
    const values = { share: most.share, part, accuracy, right: right.value, atLeast, accuracyAtMost, rightBelow };
    return { holds, values: { ...values, n: reward.n }, first: reward.first, last };
  });
}
