import type { CellItem } from "./cellItems.js";

/** Which cluster each item lies in, counted from 0. */
export interface ItemClusters {
  readonly of: Int32Array;
  readonly size: number;
  readonly by: "issue" | "page";
}

type Placed = Pick<CellItem, "issueId" | "pageId">;

/**
 * Issues of a magazine, since sibling pages are alike; pages where no issue is known, or all lie in one (facts:
 * evaluation 3).
 */
export function itemClusters(items: readonly Placed[]): ItemClusters {
  const issues = numbered(items, ({ issueId, pageId }) => (issueId === "" ? `page ${pageId}` : `issue ${issueId}`));
  const hasIssues = issues.size > 1 && items.some(({ issueId }) => issueId !== "");
  if (hasIssues || items.length === 0) return { ...issues, by: "issue" };
  return { ...numbered(items, ({ pageId }) => pageId), by: "page" };
}

function numbered(items: readonly Placed[], nameOf: (item: Placed) => string): Omit<ItemClusters, "by"> {
  const numbers = new Map<string, number>();
  const of = Int32Array.from(items, item => {
    const name = nameOf(item);
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, numbers.size);
    return numbers.size - 1;
  });
  return { of, size: numbers.size };
}

/** Sums and counts by cluster, of values that items have or (with a count of 0) have not. */
export function clusterSums(
  { of, size }: ItemClusters,
  valueOf: (item: number) => { readonly sum: number; readonly count: number },
): { readonly sums: Float64Array; readonly counts: Float64Array } {
  const sums = new Float64Array(size);
  const counts = new Float64Array(size);
  for (let item = 0; item < of.length; item++) {
    const cluster = of[item] ?? 0;
    const { sum, count } = valueOf(item);
    sums[cluster] = (sums[cluster] ?? 0) + sum;
    counts[cluster] = (counts[cluster] ?? 0) + count;
  }
  return { sums, counts };
}
