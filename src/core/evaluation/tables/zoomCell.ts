import { clusterMean } from "../clusterMean.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItems, ItemValues } from "./cellItems.js";
import { clusterSums, type ItemClusters } from "./itemClusters.js";
import type { ZoomCell } from "./resultCell.js";

/** Table 6 of the paper; null where no attempt called the tool. */
export function zoomCell(cell: CellItems, clusters: ItemClusters): ZoomCell | null {
  if (!cell.zooms.sums.some(zooms => zooms > 0)) return null;
  const mean = (most: number, values: ItemValues) => {
    const { sums, counts } = clusterSums(clusters, values);
    return withinBounds(tInterval(clusterMean(sums, counts)), 0, most);
  };
  return {
    calls: mean(Infinity, cell.zooms),
    iou: mean(1, cell.ious),
    firstIou: mean(1, cell.firstIous),
    secondIou: mean(1, cell.secondIous),
  };
}
