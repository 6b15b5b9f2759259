/**
 * What is found where the data of supervised training is held against the run that goes on from it; `near-held-out` is
 * found in the data alone.
 */
export const distilFindingCodes = [
  "answers-only",
  "system-differs",
  "user-differs",
  "tool-only-here",
  "tool-only-there",
  "boxes-differ",
  "pixels-differ",
  "grid-differs",
  "turns-over",
  "cutoff-under",
  "tasks-missing",
  "method-differs",
  "panels-here",
  "near-held-out",
  "alike",
] as const;
export type DistilFindingCode = (typeof distilFindingCodes)[number];

export interface DistilFinding {
  readonly code: DistilFindingCode;
  readonly level: "good" | "warning" | "error";
  /** Fill `{0}`, `{1}` … of the sentence. */
  readonly values: readonly (string | number)[];
}
