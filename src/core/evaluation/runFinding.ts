/**
 * What is to be known of a run besides its answers. `one-image`: the server takes one image in a request and not as many
 * as the run may need; `images-refused`: it takes none; `tools-ignored`: functions were offered and the model called none;
 * `tool-text-ignored`: the model was told of the tool and wrote no call; `box-convention`: the boxes do not count in what
 * was taken for theirs; `model-differs`: the server answers under another name; `several-models`: it answered under
 * several; `limit-cut`: answers ended at the limit of tokens; `probe-failed`: the probe got no answer.
 */
export const runFindingCodes = [
  "one-image",
  "images-refused",
  "tools-ignored",
  "tool-text-ignored",
  "box-convention",
  "model-differs",
  "several-models",
  "limit-cut",
  "probe-failed",
] as const;
export type RunFindingCode = (typeof runFindingCodes)[number];

export interface RunFinding {
  readonly code: RunFindingCode;
  /** An error: the run cannot be what it is meant to be, and asks nothing. */
  readonly level: "error" | "warning";
  /** What its sentence is filled with. */
  readonly values: readonly string[];
}
