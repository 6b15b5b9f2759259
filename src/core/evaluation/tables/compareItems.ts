import { clusterMean } from "../clusterMean.js";
import { itemsNeeded } from "../power.js";
import { mcnemar } from "../mcnemar.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItem } from "./cellItems.js";
import { clusterSums, itemClusters } from "./itemClusters.js";
import type { ComparisonCell } from "./resultCell.js";

/** What two cells' items say of each other; `base`, `reasons` and adjusted p values are the table's to add. */
export type ItemComparison = Omit<ComparisonCell, "base" | "reasons" | "holm" | "bh">;

interface Pair {
  readonly issueId: string;
  readonly pageId: string;
  readonly here: number;
  readonly base: number;
}

/** Paired over the items that count on both sides: the same text of the same question. */
export function compareItems(here: readonly CellItem[], base: readonly CellItem[]): ItemComparison {
  const counted = (items: readonly CellItem[]) => items.filter(item => item.counted > 0);
  const [own, others] = [counted(here), counted(base)];
  const byKey = new Map(others.map(item => [item.key, item.right / item.counted]));
  const pairs: Pair[] = [];
  for (const { key, issueId, pageId, right, counted: attempts } of own) {
    const other = byKey.get(key);
    if (other !== undefined) pairs.push({ issueId, pageId, here: right / attempts, base: other });
  }
  const clusters = itemClusters(pairs);
  const { sums, counts } = clusterSums(clusters, at => {
    const pair = pairs[at];
    return { sum: pair === undefined ? 0 : pair.here - pair.base, count: 1 };
  });
  const difference = withinBounds(tInterval(clusterMean(sums, counts)), -1, 1);
  const shared = pairs.length;
  const only = { onlyHere: own.length - shared, onlyBase: others.length - shared };
  return { shared, ...only, difference, ...discordance(pairs, difference.value) };
}

type Discordance = Pick<ComparisonCell, "gained" | "lost" | "p" | "needed">;

function discordance(pairs: readonly Pair[], difference: number | null): Discordance {
  const isBinary = pairs.every(({ here, base }) => Number.isInteger(here) && Number.isInteger(base));
  if (pairs.length === 0 || !isBinary) return { gained: null, lost: null, p: null, needed: null };
  const gained = pairs.filter(({ here, base }) => here > base).length;
  const lost = pairs.filter(({ here, base }) => here < base).length;
  const p = mcnemar(gained, lost);
  const needed = itemsNeeded(difference ?? 0, (gained + lost) / pairs.length);
  return { gained, lost, p, needed: needed === null ? null : p < 0.05 ? 0 : Math.max(0, needed - pairs.length) };
}
