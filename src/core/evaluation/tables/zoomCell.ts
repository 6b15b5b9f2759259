import type { Interval } from "../../reward/interval.js";
import type { AnswerGrade } from "../answerGrade.js";
import { clusterMean } from "../clusterMean.js";
import { tInterval } from "../tInterval.js";
import { withinBounds } from "../withinBounds.js";
import type { CellItem } from "./cellItems.js";
import { clusterSums, type ItemClusters } from "./itemClusters.js";
import type { ZoomCell } from "./resultCell.js";

/** Table 6 of the paper; null where no attempt called the tool. */
export function zoomCell(items: readonly CellItem[], clusters: ItemClusters): ZoomCell | null {
  if (!items.some(({ grades }) => grades.some(({ zooms }) => zooms > 0))) return null;
  const mean = (most: number, valuesOf: (grade: AnswerGrade) => readonly number[]): Interval => {
    const { sums, counts } = clusterSums(clusters, item => {
      const values = (items[item]?.grades ?? []).flatMap(valuesOf);
      return { sum: values.reduce((sum, value) => sum + value, 0), count: values.length };
    });
    return withinBounds(tInterval(clusterMean(sums, counts)), 0, most);
  };
  return {
    calls: mean(Infinity, ({ zooms }) => [zooms]),
    iou: mean(1, ({ ious }) => ious ?? []),
    firstIou: mean(1, ({ ious }) => (ious ?? []).slice(0, 1)),
    secondIou: mean(1, ({ ious }) => (ious ?? []).slice(1, 2)),
  };
}
