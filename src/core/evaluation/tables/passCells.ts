import { clusterMean } from "../clusterMean.js";
import { allAtK, passAtK } from "../passAtK.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItem } from "./cellItems.js";
import { clusterSums, type ItemClusters } from "./itemClusters.js";
import type { PassCell } from "./resultCell.js";

/** pass@k and all@k for k = 1, 2, 4 … up to the most attempts at an item; nothing where each was asked once. */
export function passCells(items: readonly CellItem[], clusters: ItemClusters): readonly PassCell[] {
  const most = items.reduce((largest, { counted }) => Math.max(largest, counted), 0);
  if (most < 2) return [];
  const cells: PassCell[] = [];
  for (let k = 1; k <= most; k *= 2) {
    const mean = (of: typeof passAtK) => {
      const { sums, counts } = clusterSums(clusters, at => {
        const item = items[at];
        const value = item === undefined || item.counted === 0 ? null : of(item.counted, item.right, k);
        return { sum: value ?? 0, count: value === null ? 0 : 1 };
      });
      return withinBounds(tInterval(clusterMean(sums, counts)), 0, 1);
    };
    cells.push({ k, pass: mean(passAtK), all: mean(allAtK) });
  }
  return cells;
}
