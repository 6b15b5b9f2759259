import type { StepJudgement } from "./alarmFinding.js";
import type { LevelRule } from "./alarmRules.js";
import { alarmWindow, sigmasBetween } from "./alarmWindow.js";
import { earlierExtremes } from "./earlierExtremes.js";
import type { Measure } from "./rolloutMeasures.js";
import type { StepTally } from "./stepTally.js";

/** Judges every step by a level rule: the share is high, and it has risen or the grace is over. */
export function judgeLevel(
  tallies: readonly StepTally[],
  measure: Measure,
  rule: LevelRule,
): readonly (StepJudgement | null)[] {
  const windows = tallies.map((_, last) => alarmWindow(tallies, measure, last, rule));
  const lowest = earlierExtremes(windows, "lowest");
  const begin = tallies[0]?.step ?? 0;
  return windows.map((window, at) => {
    if (window === null) return null;
    const before = lowest[at] ?? null;
    const rose = before === null ? 0 : window.value - before.value;
    const hasRisen = before !== null && rose >= rule.rise && sigmasBetween(window, before) >= rule.sigmas;
    const isGraceOver = (tallies[at]?.step ?? 0) - begin >= rule.grace;
    const { atLeast, rise, grace } = rule;
    return {
      holds: window.value >= atLeast && (hasRisen || isGraceOver),
      values: { value: window.value, lowest: before?.value ?? window.value, atLeast, rise, grace, n: window.n },
      first: window.first,
      last: window.last,
    };
  });
}
