import type { StepJudgement } from "./alarmFinding.js";
import type { FormatOnlyRule } from "./alarmRules.js";
import { alarmWindow, sigmasBetween, type AlarmWindow } from "./alarmWindow.js";
import type { Measure } from "./rolloutMeasures.js";
import { segmentStart } from "./segmentStart.js";
import type { StepTally } from "./stepTally.js";

/** A measure now and some steps before, under one rule. */
interface Change {
  readonly now: AlarmWindow;
  readonly before: AlarmWindow;
}

const riseOf = (change: Change | null) => (change === null ? 0 : change.now.value - change.before.value);

/**
 * Judges every step by what made the reward rise: the format alone, while right answers (as logged) and the wanted view
 * stand still. Where the wanted view is not known, right answers alone have to stand still.
 */
export function judgeFormatOnly(
  tallies: readonly StepTally[],
  rule: FormatOnlyRule,
  breaks: readonly number[],
): readonly (StepJudgement | null)[] {
  return tallies.map((_, last) => {
    const from = segmentStart(tallies, breaks, last);
    const changeOf = (measure: Measure): Change | null => {
      const now = alarmWindow(tallies, measure, last, rule, from);
      const before = alarmWindow(tallies, measure, last - rule.lag, rule, from);
      return now === null || before === null || before.last >= now.first ? null : { now, before };
    };
    const [reward, format, accuracy] = [changeOf("reward"), changeOf("format"), changeOf("accuracy")];
    if (reward === null || format === null || accuracy === null) return null;
    const rises = { reward: riseOf(reward), format: riseOf(format), accuracy: riseOf(accuracy) };
    const found = riseOf(changeOf("found"));
    const others = Math.max(0, rises.accuracy + found, rises.accuracy, found);
    const holds =
      rises.reward >= rule.rewardRise &&
      rises.format >= rule.formatRise &&
      sigmasBetween(format.now, format.before) >= rule.sigmas &&
      others <= rule.othersAtMost * rises.format;
    const { rewardRise, formatRise, othersAtMost, lag } = rule;
    const values = { ...rises, found, rewardRise, formatRise, othersAtMost, lag, n: reward.now.n };
    return { holds, values, first: reward.now.first, last };
  });
}
