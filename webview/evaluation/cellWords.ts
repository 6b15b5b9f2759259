import type { ResultCell } from "../../src/core/evaluation/tables/resultCell.js";
import { boundsText } from "../../src/protocol/evaluation/ownCellText.js";
import type { EvaluationTranslate } from "./evaluationTranslate.js";

const percent = (share: number | null): string => (share === null ? "–" : (share * 100).toFixed(2));
const points = (share: number): string => `${share > 0 ? "+" : ""}${(share * 100).toFixed(2)}`;
const pText = (p: number | null): string => (p === null ? "–" : p < 0.001 ? "< .001" : p.toFixed(3));

function againstWords({ againstBase }: ResultCell, t: EvaluationTranslate): string {
  const value = againstBase?.difference.value ?? null;
  if (againstBase === null || value === null) return "";
  const { difference, p, holm } = againstBase;
  const bound = (one: number | null) => (one === null ? "–" : points(one));
  return t("against", points(value), bound(difference.lo), bound(difference.hi), pText(p), pText(holm));
}

function countWords({ counts, byHuman, byJudge, ownQuestions, hasFewClusters }: ResultCell, t: EvaluationTranslate) {
  const lost = counts.unparsed + counts.failed + counts.truncated + counts.refused + counts.empty;
  const out = counts.unjudged + counts["judge-failed"] + counts.excluded + counts.stale;
  return [
    lost === 0 ? "" : t("notRight", counts.unparsed, counts.failed, counts.truncated, counts.refused, counts.empty),
    out === 0 ? "" : t("notCounted", out, counts.unjudged, counts["judge-failed"], counts.excluded, counts.stale),
    byHuman + byJudge === 0 ? "" : t("byHuman", byHuman, byJudge),
    ownQuestions === 0 ? "" : t("ownQuestions", ownQuestions),
    hasFewClusters ? t("fewClusters") : "",
  ];
}

/** What is said of a cell of a table. */
export const cellWords = {
  percent,
  /** Digits that stand in the table. */
  value(cell: ResultCell): string {
    return cell.waiting === null ? percent(cell.accuracy.share.value) : boundsText(cell.waiting);
  },
  /** With the standard error behind it. */
  interval({ accuracy: { share }, error }: ResultCell, t: EvaluationTranslate): string {
    if (share.lo === null || share.hi === null) return "";
    const spread = error === null ? "" : ` · ${t("standardError", (error * 100).toFixed(1))}`;
    return `${(share.lo * 100).toFixed(1)}–${(share.hi * 100).toFixed(1)}${spread}`;
  },
  /** McNemar's exact p, and by Holm over the table; empty: nothing was tested. */
  tested({ againstBase }: ResultCell, t: EvaluationTranslate): string {
    const p = againstBase?.p ?? null;
    if (p === null) return "";
    const holm = againstBase?.holm ?? null;
    return holm === null ? t("tested", pText(p)) : t("testedHolm", pText(p), pText(holm));
  },
  delta({ againstBase }: ResultCell): string {
    const value = againstBase?.difference.value ?? null;
    return value === null ? "" : points(value);
  },
  zoom({ zoom }: ResultCell, t: EvaluationTranslate): string {
    if (zoom === null) return "";
    return t("zoomCell", zoom.calls.value?.toFixed(2) ?? "–", zoom.iou.value?.toFixed(3) ?? "–");
  },
  /** Everything, a line each. */
  lines(cell: ResultCell, t: EvaluationTranslate): readonly string[] {
    const { k, n, share } = cell.accuracy;
    return [
      cell.waiting === null ? t("count", Number.isInteger(k) ? k : k.toFixed(2), n) : "",
      share.lo === null || share.hi === null ? "" : t("interval", percent(share.lo), percent(share.hi)),
      cell.error === null ? "" : t(`error_${cell.clusteredBy}`, (cell.error * 100).toFixed(2), cell.clusters),
      cell.isTrained ? t("trainedHere") : "",
      ...countWords(cell, t),
      againstWords(cell, t),
      cellWords.zoom(cell, t),
    ].filter(line => line !== "");
  },
} as const;
