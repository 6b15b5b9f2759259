import type { Mean } from "../../protocol/treeNode.js";
import type { Translate } from "../translate.js";
import { formatCount } from "./formatCount.js";
import { formatDecimal } from "./formatDecimal.js";

/** A mean for a list, "" while there is none; names its denominator as soon as values were left out of it. */
export function meanWords(mean: Mean, decimals: number, t: Translate): string {
  if (mean.value === null) return "";
  const value = formatDecimal(mean.value, decimals);
  return mean.left === 0 ? value : t("{0} ({1} of {2})", value, formatCount(mean.n), formatCount(mean.n + mean.left));
}
