import { differenceText, shareText } from "../../core/evaluation/paper/printedShare.js";
import type { ComparisonCell, ResultCell, WaitingCell } from "../../core/evaluation/tables/resultCell.js";
import type { Interval } from "../../core/reward/interval.js";
import type { ResultSay } from "./resultSay.js";

/** A share in per cent with two digits, rounded as the paper's are. */
export function percentText(k: number, n: number): string {
  return Number.isInteger(k) && n > 0 ? shareText(k, n, 2) : ((100 * k) / n).toFixed(2);
}

/** p values with three digits; smaller ones are not written as 0. */
export const pText = (p: number): string => (p < 0.001 ? "< .001" : p.toFixed(3).replace(/^0/, ""));

function bounds({ lo, hi }: Interval, factor: number, decimals: number): string {
  if (lo === null || hi === null) return "";
  return ` [${(factor * lo).toFixed(decimals)}, ${(factor * hi).toFixed(decimals)}]`;
}

/** Behind a share where the evaluated family wrote some of the questions. */
export const ownFamilyMark = "†";

/** The standard error of the clusters, in points; empty: too few clusters to have one. */
export const errorText = ({ error }: Pick<ResultCell, "error">): string =>
  error === null ? "" : ` ± ${(100 * error).toFixed(2)}`;

/** From the share if none of those that wait are right to that if all are: "0.00–47.50". */
export const boundsText = ({ lo, hi }: WaitingCell): string => `${(100 * lo).toFixed(2)}–${(100 * hi).toFixed(2)}`;

const waitingText = (waiting: WaitingCell, say: ResultSay): string =>
  `${boundsText(waiting)} (${say("result_waiting", waiting.attempts)})`;

/**
 * "57.28 ± 4.81 [47.64, 66.40] 59/103"; with a base "(+7.77, p .31, Holm .92)" behind it; bounds where answers wait for a
 * judge; null: nothing counts.
 */
export function ownCellText(cell: ResultCell, say: ResultSay): string | null {
  const { k, n, share } = cell.accuracy;
  if (cell.waiting !== null) return waitingText(cell.waiting, say);
  if (n === 0) return null;
  const right = Number.isInteger(k) ? String(k) : k.toFixed(1);
  const trained = cell.isTrained ? ` (${say("result_trained")})` : "";
  const mean = cell.score?.value ?? null;
  const score = mean === null ? "" : `; ${say("result_score", mean.toFixed(2))}`;
  const against = cell.againstBase === null ? "" : againstText(cell.againstBase, say);
  const mark = cell.ownQuestions > 0 ? ownFamilyMark : "";
  return `${percentText(k, n)}${mark}${errorText(cell)}${bounds(share, 100, 2)} ${right}/${n}${score}${against}${trained}`;
}

function againstText({ difference, p, holm }: ComparisonCell, say: ResultSay): string {
  if (difference.value === null) return "";
  const parts = [
    differenceText(100 * difference.value, 2),
    ...(p === null ? [bounds(difference, 100, 2).trim()] : [say("result_p", pText(p))]),
    ...(holm === null ? [] : [say("result_holm", pText(holm))]),
  ];
  return ` (${parts.filter(part => part !== "").join(", ")})`;
}

/** A mean of calls or of IoU with its interval; null: there is none. */
export function meanText(mean: Interval, decimals: number): string | null {
  return mean.value === null ? null : `${mean.value.toFixed(decimals)}${bounds(mean, 1, decimals)}`;
}
