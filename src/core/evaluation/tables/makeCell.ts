import type { Interval } from "../../reward/interval.js";
import { clusterMean } from "../clusterMean.js";
import { guessingTest } from "../guessingTest.js";
import { shareInterval } from "../shareInterval.js";
import { tInterval } from "../tInterval.js";
import { type CellItem, outcomeCounts } from "./cellItems.js";
import { clusterSums, itemClusters, type ItemClusters } from "./itemClusters.js";
import { passCells } from "./passCells.js";
import type { ResultCell, ShareOfItems } from "./resultCell.js";
import { zoomCell } from "./zoomCell.js";

/** What a cell says by itself, before it is compared with others. */
export type OwnCell = Omit<ResultCell, "againstBase" | "standing" | "isTrained">;

/** Fewer clusters than this make errors themselves uncertain (facts: evaluation 3). */
const fewClusters = 10;

/** Null without items. */
export function makeCell(items: readonly CellItem[], isOwn: (writer: string) => boolean): OwnCell | null {
  if (items.length === 0) return null;
  const clusters = itemClusters(items);
  const accuracy = shareOf(items, clusters, ({ counted }) => counted);
  const { sums, counts } = clusterSums(clusters, at => shareAt(items[at], item => item.counted));
  const { error } = clusterMean(sums, counts);
  const grades = items.flatMap(item => item.grades);
  return {
    accuracy,
    answered: shareOf(items, clusters, ({ answered }) => answered),
    counts: outcomeCounts(items),
    byJudge: grades.filter(({ by }) => by === "judge").length,
    byHuman: grades.filter(({ by }) => by === "human").length,
    error,
    designEffect: designEffect(accuracy, error),
    clusters: clusters.size,
    clusteredBy: clusters.by,
    hasFewClusters: clusters.size < fewClusters,
    ...againstGuessing(items, accuracy),
    score: scoreOf(items, clusters),
    attempts: attemptsAt(items),
    passes: passCells(items, clusters),
    zoom: zoomCell(items, clusters),
    ownQuestions: items.filter(({ grades: [first] }) => isOwn(first?.writer ?? "")).length,
  };
}

function shareAt(item: CellItem | undefined, countOf: (item: CellItem) => number) {
  const count = item === undefined ? 0 : countOf(item);
  return count === 0 ? { sum: 0, count: 0 } : { sum: (item?.right ?? 0) / count, count: 1 };
}

function shareOf(
  items: readonly CellItem[],
  clusters: ItemClusters,
  countOf: (item: CellItem) => number,
): ShareOfItems {
  const { sums, counts } = clusterSums(clusters, at => shareAt(items[at], countOf));
  const n = counts.reduce((sum, count) => sum + count, 0);
  const k = sums.reduce((sum, one) => sum + one, 0);
  return { k, n, share: shareInterval(sums, counts, n) };
}

function designEffect({ share, n }: ShareOfItems, error: number | null): number | null {
  if (share.value === null || error === null || n < 2) return null;
  const naive = (share.value * (1 - share.value)) / (n - 1);
  return naive === 0 ? null : error ** 2 / naive;
}

/** Of the items that count; the test asks for whole numbers of right answers. */
function againstGuessing(items: readonly CellItem[], { k }: ShareOfItems): Pick<ResultCell, "chance" | "chanceP"> {
  const groups = new Map<number, number>();
  let n = 0;
  for (const { chance, counted } of items) {
    if (counted === 0) continue;
    if (chance === null) return { chance: null, chanceP: null };
    groups.set(chance, (groups.get(chance) ?? 0) + 1);
    n++;
  }
  const sum = Array.from(groups).reduce((total, [chance, size]) => total + chance * size, 0);
  const isOnce = items.every(({ counted }) => counted < 2);
  const guessed = Array.from(groups, ([chance, size]) => ({ chance, n: size }));
  return { chance: n === 0 ? null : sum / n, chanceP: isOnce ? guessingTest(k, guessed) : null };
}

function scoreOf(items: readonly CellItem[], clusters: ItemClusters): Interval | null {
  const { sums, counts } = clusterSums(clusters, at => {
    const scores = (items[at]?.grades ?? []).flatMap(({ score }) => (score === null ? [] : [score]));
    return { sum: scores.reduce((sum, score) => sum + score, 0), count: scores.length };
  });
  const of = clusterMean(sums, counts);
  return of.mean === null ? null : tInterval(of);
}

function attemptsAt(items: readonly CellItem[]): ResultCell["attempts"] {
  let [least, most] = [Infinity, 0];
  for (const { counted } of items) [least, most] = [Math.min(least, counted), Math.max(most, counted)];
  return { least, most };
}
