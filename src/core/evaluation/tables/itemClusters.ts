import type { CellLayout } from "./cellLayout.js";

/** Which cluster each item lies in, and how many different ones that are. */
export interface ItemClusters {
  readonly of: Int32Array;
  /** Above every number in `of`. */
  readonly size: number;
  readonly count: number;
  readonly by: "issue" | "page";
}

type Placed = Pick<CellLayout, "issues" | "pages" | "hasNamedIssue">;

/** Cells of evaluations that were asked the same share their issues. */
const known = new WeakMap<Int32Array, ItemClusters>();

/**
 * Issues of a magazine, since sibling pages are alike; pages where no issue is known, or all lie in one (facts:
 * evaluation 3).
 */
export function itemClusters(placed: Placed): ItemClusters {
  const found = known.get(placed.issues);
  if (found !== undefined) return found;
  const made = clustersOf(placed);
  known.set(placed.issues, made);
  return made;
}

function clustersOf({ issues, pages, hasNamedIssue }: Placed): ItemClusters {
  const byIssue = { of: issues, ...different(issues), by: "issue" } as const;
  const isByIssue = issues.length === 0 || (hasNamedIssue && byIssue.count > 1);
  return isByIssue ? byIssue : { of: pages, ...different(pages), by: "page" };
}

function different(numbers: Int32Array): Pick<ItemClusters, "size" | "count"> {
  let most = -1;
  for (const number of numbers) if (number > most) most = number;
  const seen = new Uint8Array(most + 1);
  let count = 0;
  for (const number of numbers) {
    if (seen[number] === 0) count++;
    seen[number] = 1;
  }
  return { size: most + 1, count };
}

interface Summed {
  readonly sums: ArrayLike<number>;
  readonly counts: ArrayLike<number>;
}

/** Sums and counts by cluster; clusters without values have a count of 0. */
export function clusterSums(
  { of, size }: Pick<ItemClusters, "of" | "size">,
  { sums, counts }: Summed,
): { readonly sums: Float64Array; readonly counts: Float64Array } {
  const all = new Float64Array(size);
  const numbers = new Float64Array(size);
  for (let item = 0; item < Math.min(of.length, sums.length); item++) {
    const cluster = of[item] ?? 0;
    all[cluster] = (all[cluster] ?? 0) + (sums[item] ?? 0);
    numbers[cluster] = (numbers[cluster] ?? 0) + (counts[item] ?? 0);
  }
  return { sums: all, counts: numbers };
}
