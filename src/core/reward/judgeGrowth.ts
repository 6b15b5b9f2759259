import type { StepJudgement } from "./alarmFinding.js";
import type { GrowthRule } from "./alarmRules.js";
import { alarmWindow, sigmasBetween } from "./alarmWindow.js";
import { earlierExtremes } from "./earlierExtremes.js";
import type { Measure } from "./rolloutMeasures.js";
import type { StepTally } from "./stepTally.js";

/** Judges every step by how far a mean has grown above its lowest earlier window. */
export function judgeGrowth(
  tallies: readonly StepTally[],
  measure: Measure,
  rule: GrowthRule,
): readonly (StepJudgement | null)[] {
  const windows = tallies.map((_, last) => alarmWindow(tallies, measure, last, rule));
  const lowest = earlierExtremes(windows, "lowest");
  return windows.map((window, at) => {
    if (window === null) return null;
    const before = lowest[at] ?? null;
    const { factor, by, sigmas } = rule;
    const holds =
      before !== null &&
      window.value >= factor * before.value &&
      window.value - before.value >= by &&
      sigmasBetween(window, before) >= sigmas;
    return {
      holds,
      values: { value: window.value, lowest: before?.value ?? window.value, factor, by, n: window.n },
      first: window.first,
      last: window.last,
    };
  });
}
