import type { Interval } from "../../reward/interval.js";
import { clusterMean } from "../clusterMean.js";
import { guessingTest } from "../guessingTest.js";
import { shareInterval } from "../shareInterval.js";
import { tInterval } from "../tInterval.js";
import type { CellItems } from "./cellItems.js";
import { clusterSums, itemClusters, type ItemClusters } from "./itemClusters.js";
import { passCells } from "./passCells.js";
import type { ResultCell, ShareOfItems } from "./resultCell.js";
import { waitingCell } from "./waitingCell.js";
import { zoomCell } from "./zoomCell.js";

/** What a cell says by itself, before it is compared with others. */
export type OwnCell = Omit<ResultCell, "againstBase" | "standing" | "isTrained">;

/** Fewer clusters than this make errors themselves uncertain (facts: evaluation 3). */
const fewClusters = 10;

/** Null without items. `isOwn`: whether a writer is of the evaluated family. */
export function makeCell(cell: CellItems, isOwn: (writer: string) => boolean): OwnCell | null {
  if (cell.items.length === 0) return null;
  const clusters = itemClusters(cell);
  const waiting = waitingCell(cell);
  const { accuracy, answered, error } = shares(cell, clusters, waiting !== null);
  return {
    ...{ accuracy, answered, waiting, error, counts: cell.outcomes },
    byJudge: cell.by.judge,
    byHuman: cell.by.human,
    designEffect: designEffect(accuracy, error),
    clusters: clusters.count,
    clusteredBy: clusters.by,
    hasFewClusters: clusters.count < fewClusters,
    ...againstGuessing(cell, accuracy.k),
    score: waiting === null ? scoreOf(cell, clusters) : null,
    attempts: attemptsAt(cell),
    passes: waiting === null ? passCells(cell, clusters) : [],
    zoom: zoomCell(cell, clusters),
    ownQuestions: Array.from(cell.writers).reduce((sum, [writer, count]) => sum + (isOwn(writer) ? count : 0), 0),
  };
}

const unknown = ({ k, n }: ShareOfItems): ShareOfItems => ({ k, n, share: { value: null, lo: null, hi: null, n } });

function shares(cell: CellItems, clusters: ItemClusters, isWaiting: boolean) {
  const accuracy = shareOf(cell, clusters, cell.counted);
  const answered = shareOf(cell, clusters, cell.answered).share;
  if (!isWaiting) return { accuracy: accuracy.share, answered, error: accuracy.error };
  return { accuracy: unknown(accuracy.share), answered: unknown(answered), error: null };
}

/** Every item that has such attempts counts by the share of them that is right. */
function shareOf(
  { right }: CellItems,
  clusters: ItemClusters,
  attempts: Uint32Array,
): { readonly share: ShareOfItems; readonly error: number | null } {
  const sums = new Float64Array(clusters.size);
  const counts = new Float64Array(clusters.size);
  let [k, n] = [0, 0];
  for (let item = 0; item < attempts.length; item++) {
    const asked = attempts[item] ?? 0;
    if (asked === 0) continue;
    const share = (right[item] ?? 0) / asked;
    const cluster = clusters.of[item] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + share;
    counts[cluster] = (counts[cluster] ?? 0) + 1;
    k += share;
    n++;
  }
  const share = { k, n, share: shareInterval(sums, counts, n) };
  return { share, error: clusterMean(sums, counts).error };
}

function designEffect({ share, n }: ShareOfItems, error: number | null): number | null {
  if (share.value === null || error === null || n < 2) return null;
  const naive = (share.value * (1 - share.value)) / (n - 1);
  return naive === 0 ? null : error ** 2 / naive;
}

/** Of the items that count; the test asks for whole numbers of right answers. */
function againstGuessing({ chances, counted, waiting }: CellItems, k: number): Pick<ResultCell, "chance" | "chanceP"> {
  const groups = new Map<number, number>();
  let [n, sum, most, run, last] = [0, 0, 0, 0, NaN];
  let isDecided = true;
  for (let item = 0; item < chances.length; item++) {
    const open = waiting[item] ?? 0;
    const attempts = (counted[item] ?? 0) + open;
    isDecided &&= open === 0;
    if (attempts === 0) continue;
    const chance = chances[item] ?? NaN;
    if (Number.isNaN(chance)) return { chance: null, chanceP: null };
    // Neighbours mostly have the same chance.
    if (chance !== last && run > 0) groups.set(last, (groups.get(last) ?? 0) + run);
    run = chance === last ? run + 1 : 1;
    last = chance;
    most = Math.max(most, attempts);
    sum += chance;
    n++;
  }
  if (run > 0) groups.set(last, (groups.get(last) ?? 0) + run);
  const guessed = Array.from(groups, ([chance, size]) => ({ chance, n: size }));
  return { chance: n === 0 ? null : sum / n, chanceP: isDecided && most === 1 ? guessingTest(k, guessed) : null };
}

function scoreOf({ scores }: CellItems, clusters: ItemClusters): Interval | null {
  if (scores.sums.length === 0) return null;
  const { sums, counts } = clusterSums(clusters, scores);
  const of = clusterMean(sums, counts);
  return of.mean === null ? null : tInterval(of);
}

function attemptsAt({ counted }: CellItems): ResultCell["attempts"] {
  let [least, most] = [Infinity, 0];
  for (const attempts of counted) {
    if (attempts < least) least = attempts;
    if (attempts > most) most = attempts;
  }
  return { least, most };
}
