import type { AlarmFinding } from "../../src/core/reward/alarmFinding.js";
import type { AlarmId } from "../../src/core/reward/alarmId.js";
import type { StepTally } from "../../src/core/reward/stepTally.js";

type Found = readonly { readonly id: AlarmId; readonly finding: AlarmFinding }[];

/** The step at which an alarm fires first; null where it does not. */
export function firesAt(tallies: readonly StepTally[], found: Found, id: AlarmId): number | null {
  const finding = found.find(one => one.id === id)?.finding;
  return finding?.state === "fires" ? (tallies[finding.at]?.step ?? null) : null;
}

/** Alarms that fire, or still hold, after a step. */
export function firingAfter(tallies: readonly StepTally[], found: Found, step: number): readonly AlarmId[] {
  return found.flatMap(({ id, finding }) =>
    finding.state === "fires" && (tallies[finding.until]?.step ?? 0) > step ? [id] : [],
  );
}
