import type { ItemValues } from "./cellItems.js";

/** Which cluster each item lies in, and how many different ones that are. */
export interface ItemClusters {
  readonly of: readonly number[];
  readonly count: number;
  readonly by: "issue" | "page";
}

interface Placed {
  readonly issues: readonly number[];
  readonly pages: readonly number[];
  readonly hasNamedIssue: boolean;
}

/**
 * Issues of a magazine, since sibling pages are alike; pages where no issue is known, or all lie in one (facts:
 * evaluation 3).
 */
export function itemClusters({ issues, pages, hasNamedIssue }: Placed): ItemClusters {
  const count = different(issues);
  if (issues.length === 0 || (hasNamedIssue && count > 1)) return { of: issues, count, by: "issue" };
  return { of: pages, count: different(pages), by: "page" };
}

function different(numbers: readonly number[]): number {
  let most = -1;
  for (const number of numbers) if (number > most) most = number;
  const seen = new Uint8Array(most + 1);
  let count = 0;
  for (const number of numbers) {
    if (seen[number] === 0) count++;
    seen[number] = 1;
  }
  return count;
}

/** Sums and counts by cluster; clusters without values have a count of 0. */
export function clusterSums(
  { of }: ItemClusters,
  { sums, counts }: { readonly [Name in keyof ItemValues]: ArrayLike<number> },
): { readonly sums: Float64Array; readonly counts: Float64Array } {
  let size = 0;
  for (const cluster of of) if (cluster >= size) size = cluster + 1;
  const all = new Float64Array(size);
  const numbers = new Float64Array(size);
  for (let item = 0; item < Math.min(of.length, sums.length); item++) {
    const cluster = of[item] ?? 0;
    all[cluster] = (all[cluster] ?? 0) + (sums[item] ?? 0);
    numbers[cluster] = (numbers[cluster] ?? 0) + (counts[item] ?? 0);
  }
  return { sums: all, counts: numbers };
}
