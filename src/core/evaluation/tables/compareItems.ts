import { clusterMean } from "../clusterMean.js";
import { mcnemar } from "../mcnemar.js";
import { itemsNeeded } from "../power.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItems } from "./cellItems.js";
import { clusterSums, itemClusters } from "./itemClusters.js";
import type { ComparisonCell } from "./resultCell.js";

/** What two cells' items say of each other; `base`, `reasons` and adjusted p values are the table's to add. */
export type ItemComparison = Omit<ComparisonCell, "base" | "reasons" | "holm" | "bh">;

/** Items that count on both sides, with how much more often they are right here. */
interface Pairs {
  readonly issues: number[];
  readonly pages: number[];
  readonly differences: number[];
  onlyHere: number;
  isBinary: boolean;
}

/** Paired over the items that count on both sides: the same text of the same question. */
export function compareItems(here: CellItems, base: CellItems): ItemComparison {
  const { issues, pages, differences, onlyHere, isBinary } = pairsOf(here, base);
  const shared = differences.length;
  const clusters = itemClusters({ issues, pages, hasNamedIssue: here.hasNamedIssue });
  const { sums, counts } = clusterSums(clusters, { sums: differences, counts: new Uint8Array(shared).fill(1) });
  const difference = withinBounds(tInterval(clusterMean(sums, counts)), -1, 1);
  const onlyBase = base.counted.reduce((sum, attempts) => sum + (attempts > 0 ? 1 : 0), 0) - shared;
  const tested = isBinary && shared > 0 ? discordance(differences, difference.value ?? 0) : untested;
  return { shared, onlyHere, onlyBase, difference, ...tested };
}

function pairsOf(here: CellItems, base: CellItems): Pairs {
  const shares = sharesOf(base);
  const pairs: Pairs = { issues: [], pages: [], differences: [], onlyHere: 0, isBinary: true };
  here.items.forEach((number, item) => {
    const attempts = here.counted[item] ?? 0;
    if (attempts === 0) return;
    const other = shares[number] ?? NaN;
    if (Number.isNaN(other)) {
      pairs.onlyHere++;
      return;
    }
    const own = (here.right[item] ?? 0) / attempts;
    pairs.issues.push(here.issues[item] ?? 0);
    pairs.pages.push(here.pages[item] ?? 0);
    pairs.differences.push(own - other);
    pairs.isBinary &&= Number.isInteger(own) && Number.isInteger(other);
  });
  return pairs;
}

/** By number of the item; NaN, or nothing behind the last: it does not count there. */
function sharesOf({ items, counted, right }: CellItems): Float64Array {
  let most = -1;
  for (const number of items) if (number > most) most = number;
  const shares = new Float64Array(most + 1).fill(NaN);
  items.forEach((number, item) => {
    const attempts = counted[item] ?? 0;
    if (attempts > 0) shares[number] = (right[item] ?? 0) / attempts;
  });
  return shares;
}

type Discordance = Pick<ComparisonCell, "gained" | "lost" | "p" | "needed">;
const untested: Discordance = { gained: null, lost: null, p: null, needed: null };

function discordance(differences: readonly number[], mean: number): Discordance {
  let [gained, lost] = [0, 0];
  for (const difference of differences) {
    if (difference > 0) gained++;
    else if (difference < 0) lost++;
  }
  const p = mcnemar(gained, lost);
  const needed = itemsNeeded(mean, (gained + lost) / differences.length);
  const more = needed === null ? null : Math.max(0, needed - differences.length);
  return { gained, lost, p, needed: more !== null && p < 0.05 ? 0 : more };
}
