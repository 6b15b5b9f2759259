import type { DistilOptions } from "./distilOptions.js";
import type { FilterResult, PassRate, Trace } from "./judgedTrace.js";

/**
 * Whether the answer may be luck: with two options a coin is right half of the time, so that one right attempt among
 * several says little. Fewer attempts than are wanted are held to as many as were made.
 */
export function guessFilter(
  { question }: Trace,
  { c, k }: PassRate,
  { leastRight, easy }: Pick<DistilOptions, "leastRight" | "easy">,
): FilterResult {
  const isCoin = question.chance !== null && question.chance >= 0.5;
  const wanted = Math.min(leastRight, k);
  if (isCoin && c < wanted) return { filter: "guess", code: "lucky", value: c, threshold: wanted };
  if (!easy && k > 0 && c === k) return { filter: "guess", code: "easy", value: c, threshold: k - 1 };
  return { filter: "guess", code: null, value: c, threshold: isCoin ? wanted : null };
}

/**
 * The share of right answers that luck gives a model with this accuracy, if it knows or guesses: of those that it does
 * not know it guesses `chance`. Null where nothing is right, or guessing has no chance that can be told.
 */
export function luckyShare(accuracy: number, chance: number | null): number | null {
  if (chance === null || accuracy <= 0 || chance >= 1) return null;
  const known = Math.max(0, (accuracy - chance) / (1 - chance));
  return Math.min(1, ((1 - known) * chance) / accuracy);
}
