import { clusterMean } from "../clusterMean.js";
import { mcnemar } from "../mcnemar.js";
import { itemsNeeded } from "../power.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItems } from "./cellItems.js";
import type { ComparisonCell } from "./resultCell.js";
import { isWaiting } from "./waitingCell.js";

/** What two cells' items say of each other; `base`, `reasons` and adjusted p values are the table's to add. */
export type ItemComparison = Omit<ComparisonCell, "base" | "reasons" | "holm" | "bh">;

/** How much more often each item is right here than there; NaN: it does not count on both sides. */
interface Pairs {
  readonly differences: Float64Array;
  shared: number;
  onlyHere: number;
  gained: number;
  lost: number;
  isBinary: boolean;
}

/**
 * Paired over the items that count on both sides: the same text of the same question. Nothing is compared while answers of
 * either side wait for a judge: failures are decided before them.
 */
export function compareItems(here: CellItems, base: CellItems): ItemComparison {
  const pairs = pairsOf(here, base);
  const { shared, onlyHere, gained, lost } = pairs;
  let onlyBase = -shared;
  for (const attempts of base.counted) if (attempts > 0) onlyBase++;
  if (isWaiting(here) || isWaiting(base)) return { shared, onlyHere, onlyBase, difference: unknown, ...untested };
  const { sums, counts } = pairedSums(here, pairs.differences);
  const difference = withinBounds(tInterval(clusterMean(sums, counts)), -1, 1);
  const isTested = pairs.isBinary && shared > 0;
  const tested = isTested ? discordance(gained, lost, shared, difference.value ?? 0) : untested;
  return { shared, onlyHere, onlyBase, difference, ...tested };
}

function pairsOf(here: CellItems, base: CellItems): Pairs {
  const { length } = here.items;
  // Evaluations that were asked the same have their items in the same places.
  const places = here.items === base.items ? null : placesOf(base.items);
  const differences = new Float64Array(length).fill(NaN);
  const pairs: Pairs = { differences, shared: 0, onlyHere: 0, gained: 0, lost: 0, isBinary: true };
  for (let item = 0; item < length; item++) {
    const attempts = here.counted[item] ?? 0;
    if (attempts === 0) continue;
    const place = places === null ? item : (places[here.items[item] ?? 0] ?? -1);
    const others = place === -1 ? 0 : (base.counted[place] ?? 0);
    if (others === 0) pairs.onlyHere++;
    else addPair(pairs, item, (here.right[item] ?? 0) / attempts, (base.right[place] ?? 0) / others);
  }
  return pairs;
}

function addPair(pairs: Pairs, item: number, own: number, other: number): void {
  pairs.differences[item] = own - other;
  pairs.shared++;
  if (own > other) pairs.gained++;
  else if (own < other) pairs.lost++;
  pairs.isBinary &&= (own === 0 || own === 1) && (other === 0 || other === 1);
}

/** By number of the item; -1, or nothing behind the last: it is not there. */
function placesOf(items: Int32Array): Int32Array {
  let most = -1;
  for (const number of items) if (number > most) most = number;
  const places = new Int32Array(most + 1).fill(-1);
  items.forEach((number, place) => (places[number] = place));
  return places;
}

/** By issue; by page where no issue is known, or all pairs lie in one. */
function pairedSums({ issues, pages, hasNamedIssue }: CellItems, differences: Float64Array) {
  const byIssue = sumsIn(issues, differences);
  let count = 0;
  for (const pairs of byIssue.counts) if (pairs > 0) count++;
  return count === 0 || (hasNamedIssue && count > 1) ? byIssue : sumsIn(pages, differences);
}

function sumsIn(clusters: Int32Array, differences: Float64Array) {
  let size = 0;
  for (const cluster of clusters) if (cluster >= size) size = cluster + 1;
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  for (let item = 0; item < differences.length; item++) {
    const difference = differences[item] ?? NaN;
    if (Number.isNaN(difference)) continue;
    const cluster = clusters[item] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + difference;
    counts[cluster] = (counts[cluster] ?? 0) + 1;
  }
  return { sums, counts };
}

type Discordance = Pick<ComparisonCell, "gained" | "lost" | "p" | "needed">;
const unknown = { value: null, lo: null, hi: null, n: 0 } as const;
const untested: Discordance = { gained: null, lost: null, p: null, needed: null };

function discordance(gained: number, lost: number, shared: number, mean: number): Discordance {
  const p = mcnemar(gained, lost);
  const needed = itemsNeeded(mean, (gained + lost) / shared);
  const more = needed === null ? null : Math.max(0, needed - shared);
  return { gained, lost, p, needed: more !== null && p < 0.05 ? 0 : more };
}
