import type { StepJudgement } from "./alarmFinding.js";
import type { FallRule, SecondZoomRule } from "./alarmRules.js";
import { alarmWindow, sigmasFrom, type AlarmWindow } from "./alarmWindow.js";
import { earlierExtremes } from "./earlierExtremes.js";
import type { Measure } from "./rolloutMeasures.js";
import type { StepTally } from "./stepTally.js";

function fallOf(window: AlarmWindow, peak: AlarmWindow | null, rule: FallRule): StepJudgement {
  const { peakAtLeast, fraction, sigmas } = rule;
  const holds =
    peak !== null &&
    peak.value >= peakAtLeast &&
    window.value <= fraction * peak.value &&
    sigmasFrom(window, peak) >= sigmas;
  return {
    holds,
    values: { value: window.value, peak: peak?.value ?? window.value, fraction, peakAtLeast, n: window.n },
    first: window.first,
    last: window.last,
  };
}

/** Judges every step by how far a mean has fallen below its highest earlier window. */
export function judgeFall(
  tallies: readonly StepTally[],
  measure: Measure,
  rule: FallRule,
): readonly (StepJudgement | null)[] {
  const windows = tallies.map((_, last) => alarmWindow(tallies, measure, last, rule));
  const peaks = earlierExtremes(windows, "highest");
  return windows.map((window, at) => (window === null ? null : fallOf(window, peaks[at] ?? null, rule)));
}

/** A fall of the second zoom's IoU that the first zoom of the same rollouts does not share. */
export function judgeSecondZoom(
  tallies: readonly StepTally[],
  rule: SecondZoomRule,
): readonly (StepJudgement | null)[] {
  const windows = tallies.map((_, last) => alarmWindow(tallies, "secondOfTwo", last, rule));
  const peaks = earlierExtremes(windows, "highest");
  const firstZoom = (last: number) => alarmWindow(tallies, "firstOfTwo", last, rule)?.value ?? 0;
  return windows.map((window, at) => {
    if (window === null) return null;
    const peak = peaks[at] ?? null;
    const fall = fallOf(window, peak, rule);
    if (peak === null) return fall;
    const [first, firstBefore] = [firstZoom(window.last), firstZoom(peak.last)];
    const values = { ...fall.values, first, firstBefore, firstKeeps: rule.firstKeeps };
    return { ...fall, holds: fall.holds && first >= rule.firstKeeps * firstBefore, values };
  });
}
