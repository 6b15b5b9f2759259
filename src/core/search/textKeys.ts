import type { FormatId } from "../rollout/formatId.js";

/**
 * Formats whose searched texts are the values of these top-level keys and nothing else, so that a search in the bytes of a
 * row finds what stands in them. Rows of the other formats are read before they are searched, which takes longer.
 */
const keysByFormat: ReadonlyMap<FormatId, readonly string[]> = new Map([
  ["verl-rollouts", ["input", "output", "gts"]],
  ["deepeyes-board", ["prompt", "response", "ground_truth"]],
  ["deepeyes-evaluation", ["question", "pred_output", "answer", "pred_ans"]],
  ["llamafactory-predictions", ["prompt", "predict", "label"]],
  ["reward-lines", ["output", "gts"]],
]);

/** Null for a format whose rows have to be read before they are searched. */
export const textKeysOf = (format: FormatId): readonly string[] | null => keysByFormat.get(format) ?? null;
