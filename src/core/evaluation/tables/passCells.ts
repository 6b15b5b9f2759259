import { clusterMean } from "../clusterMean.js";
import { allAtK, passAtK } from "../passAtK.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItems } from "./cellItems.js";
import { clusterSums, type ItemClusters } from "./itemClusters.js";
import type { PassCell } from "./resultCell.js";

/** pass@k and all@k for k = 1, 2, 4 … up to the most attempts at an item; nothing where each was asked once. */
export function passCells({ counted, right }: CellItems, clusters: ItemClusters): readonly PassCell[] {
  let most = 0;
  for (const attempts of counted) most = Math.max(most, attempts);
  const cells: PassCell[] = [];
  for (let k = 1; most > 1 && k <= most; k *= 2) {
    const mean = (of: typeof passAtK) => {
      const values = Array.from(counted, (attempts, item) =>
        attempts === 0 ? null : of(attempts, right[item] ?? 0, k),
      );
      const summed = { sums: values.map(value => value ?? 0), counts: values.map(value => (value === null ? 0 : 1)) };
      const { sums, counts } = clusterSums(clusters, summed);
      return withinBounds(tInterval(clusterMean(sums, counts)), 0, 1);
    };
    cells.push({ k, pass: mean(passAtK), all: mean(allAtK) });
  }
  return cells;
}
