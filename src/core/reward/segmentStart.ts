import type { StepTally } from "./stepTally.js";

/** Index of the first step under the same rule as the step at an index: figures of the reward compare no further back. */
export function segmentStart(tallies: readonly StepTally[], breaks: readonly number[], at: number): number {
  const step = tallies[at]?.step ?? 0;
  const from = breaks.findLast(one => one <= step);
  if (from === undefined) return 0;
  const found = tallies.findIndex(tally => tally.step >= from);
  return found === -1 ? 0 : found;
}
