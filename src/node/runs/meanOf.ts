import type { Mean } from "../../protocol/treeNode.js";

/** Mean over the finite values; the others are counted as left out, never taken for 0. */
export function meanOf(values: Iterable<number | null>): Mean {
  let sum = 0;
  let n = 0;
  let left = 0;
  for (const value of values)
    if (value !== null && Number.isFinite(value)) {
      sum += value;
      n++;
    } else left++;
  return { value: n === 0 ? null : sum / n, n, left };
}
