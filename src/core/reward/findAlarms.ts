import type { AlarmFinding, StepJudgement } from "./alarmFinding.js";
import { alarmIds, type AlarmId } from "./alarmId.js";
import type { AlarmRules } from "./alarmRules.js";
import { mostStretch } from "./alarmWindow.js";
import type { CurveName } from "./curveName.js";
import { judgeFall, judgeSecondZoom } from "./judgeFall.js";
import { judgeFormatOnly } from "./judgeFormatOnly.js";
import { judgeGrowth } from "./judgeGrowth.js";
import { judgeLevel } from "./judgeLevel.js";
import { judgeOnePart } from "./judgeOnePart.js";
import type { Measure } from "./rolloutMeasures.js";
import type { StepTally } from "./stepTally.js";

/** What each alarm watches, and the curve that shows it. */
export const watched: Readonly<Record<AlarmId, { readonly measure: Measure; readonly curve: CurveName }>> = {
  "zoom-collapse": { measure: "wantedCall", curve: "callShare" },
  "one-part-carries": { measure: "reward", curve: "reward" },
  "page-boxes": { measure: "pageShare", curve: "pageShare" },
  "repeated-boxes": { measure: "repeatShare", curve: "repeatShare" },
  "giant-boxes": { measure: "giantShare", curve: "giantShare" },
  "format-only": { measure: "format", curve: "format" },
  "length-drift": { measure: "answerChars", curve: "answerChars" },
  "refused-loop": { measure: "loopShare", curve: "loopShare" },
  "second-zoom-decays": { measure: "secondOfTwo", curve: "iou2" },
  "cut-share": { measure: "cutShare", curve: "cutShare" },
};

function judge(
  id: AlarmId,
  tallies: readonly StepTally[],
  rules: AlarmRules,
  breaks: readonly number[],
): readonly (StepJudgement | null)[] {
  const { measure } = watched[id];
  switch (id) {
    case "zoom-collapse":
      return judgeFall(tallies, measure, rules[id]);
    case "one-part-carries":
      return judgeOnePart(tallies, rules[id], breaks);
    case "page-boxes":
    case "repeated-boxes":
    case "giant-boxes":
    case "refused-loop":
    case "cut-share":
      return judgeLevel(tallies, measure, rules[id]);
    case "format-only":
      return judgeFormatOnly(tallies, rules[id], breaks);
    case "length-drift":
      return judgeGrowth(tallies, measure, rules[id]);
    case "second-zoom-decays":
      return judgeSecondZoom(tallies, rules[id]);
    default: {
      const never: never = id;
      return never;
    }
  }
}

/** The most rollouts with a value that stand as near together as a window reaches. */
function mostTogether(tallies: readonly StepTally[], measure: Measure, steps: number): number {
  const counts = tallies.map(({ measures }) => measures.get(measure)?.n ?? 0);
  let [most, sum] = [0, 0];
  counts.forEach((count, at) => {
    sum += count - (counts[at - steps] ?? 0);
    most = Math.max(most, sum);
  });
  return most;
}

/** Why nothing can be said: no rollout has a value, too few have one, or there are fewer steps than are compared. */
function silent(id: AlarmId, tallies: readonly StepTally[], rules: AlarmRules): AlarmFinding {
  const { window, minRollouts } = rules[id];
  const within = window * mostStretch;
  const rollouts = mostTogether(tallies, watched[id].measure, within);
  const values = { rollouts, minRollouts, within, steps: tallies.length };
  if (rollouts === 0) return { state: "silent", silence: "no-values", values };
  return { state: "silent", silence: rollouts < minRollouts ? "too-few-rollouts" : "too-few-steps", values };
}

interface JudgedStep {
  readonly at: number;
  readonly judgement: StepJudgement;
}

/** The steps of stretches in which the condition holds so many times in a row. */
function lastingSteps(judged: readonly JudgedStep[], lasting: number): readonly JudgedStep[] {
  const stretches: JudgedStep[][] = [[]];
  for (const step of judged) {
    if (step.judgement.holds) stretches.at(-1)?.push(step);
    else stretches.push([]);
  }
  return stretches.filter(({ length }) => length >= lasting).flat();
}

/**
 * What one alarm says of a run's steps, in ascending order. `breaks`: steps at which the rule of the reward changed;
 * alarms about the reward compare no further back. What holds at a step depends on that step and earlier ones alone, so
 * that a run that grows takes back no alarm.
 */
export function findAlarm(
  id: AlarmId,
  tallies: readonly StepTally[],
  rules: AlarmRules,
  breaks: readonly number[],
): AlarmFinding {
  const rule = rules[id];
  const { window, minRollouts, sigmas, lasting } = rule;
  if (!rule.on) return { state: "silent", silence: "switched-off", values: {} };
  const judged = judge(id, tallies, rules, breaks).flatMap((judgement, at) =>
    judgement === null ? [] : [{ at, judgement }],
  );
  const last = judged.at(-1);
  if (last === undefined) return silent(id, tallies, rules);
  const numbers = { window, minRollouts, sigmas, lasting };
  const holding = lastingSteps(judged, lasting);
  const [first] = holding;
  if (first === undefined) return { state: "quiet", values: { ...numbers, ...last.judgement.values } };
  const judgement = { ...first.judgement, values: { ...numbers, ...first.judgement.values } };
  return { state: "fires", at: first.at, until: holding.at(-1)?.at ?? first.at, judgement };
}

/** What every alarm says, in the order of `alarmIds`. */
export function findAlarms(
  tallies: readonly StepTally[],
  rules: AlarmRules,
  breaks: readonly number[],
): readonly { readonly id: AlarmId; readonly finding: AlarmFinding }[] {
  return alarmIds.map(id => ({ id, finding: findAlarm(id, tallies, rules, breaks) }));
}
