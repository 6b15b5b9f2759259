import type { BuildOptions } from "../buildOptions.js";
import { byRank } from "../rankOf.js";
import { nearestShare } from "./nearestShare.js";
import type { SplitOf, SplitUnit } from "./splitUnit.js";

/** Fewer units than this are not parted: a test split needs something to be trained on, and something to choose by. */
export const fewestUnits = 3;

/**
 * Splits by a seed: a share of the questions for test, then one for validation, as near as the units allow, and both get
 * something where there are three units or more. Everything else is for training.
 */
export function seededSplit(units: readonly SplitUnit[], options: BuildOptions): SplitOf {
  const { seed, split } = options;
  const ranked = byRank(units, ({ id }) => id, seed, "split");
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  const canPart = units.filter(({ weight }) => weight > 0).length >= fewestUnits;
  const test = canPart ? nearestShare(ranked, total * split.test) : [];
  const left = ranked.filter(unit => !test.includes(unit));
  const val =
    canPart && left.filter(({ weight }) => weight > 0).length > 1 ? nearestShare(left, total * split.val) : [];
  const named = (some: readonly SplitUnit[], name: "test" | "val") => some.map(({ id }) => [id, name] as const);
  return new Map([...units.map(({ id }) => [id, "train"] as const), ...named(test, "test"), ...named(val, "val")]);
}
