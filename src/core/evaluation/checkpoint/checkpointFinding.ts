/**
 * What is to be known of a checkpoint that is evaluated. `setting-differs`: it is asked in another way than it was
 * trained in; `limit-of-response`: its training had a limit of a whole response, with all turns and crops, and none of a
 * turn, where each turn has one now; `limit-of-turns`: it had both, and only that of a turn holds now; `prompts-differ`:
 * its prompts are not those of the product, so that its answers are to other questions than those of other models;
 * `prompts-unknown`: the rows that it was trained on brought prompts of their own; `own-prompts`: prompts were given in
 * place of those of its training; `run-unknown`: nobody knows how it was trained; `family-unknown`: its name tells no
 * family.
 */
export const checkpointFindingCodes = [
  "setting-differs",
  "limit-of-response",
  "limit-of-turns",
  "prompts-differ",
  "prompts-unknown",
  "own-prompts",
  "run-unknown",
  "family-unknown",
] as const;
export type CheckpointFindingCode = (typeof checkpointFindingCodes)[number];

export interface CheckpointFinding {
  readonly code: CheckpointFindingCode;
  /** What its sentence is filled with. */
  readonly values: readonly string[];
}
