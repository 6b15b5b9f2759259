import { standingTraceReviews } from "../../../core/distil/standingTraceReviews.js";
import type { TraceReview } from "../../../core/distil/traceReview.js";
import { reviewId } from "../../benchmark/reviewId.js";
import type { DistilState } from "./distilState.js";

/** What a person decides about one trace. */
export interface TraceDeciding {
  readonly prediction: string;
  readonly decision: TraceReview["decision"];
  readonly reason: string | null;
  readonly isBlind: boolean;
  readonly seconds: number;
  /** Under which name. */
  readonly reviewer: string;
  readonly version: string;
  /** ISO 8601. */
  readonly at: string;
}

/** The line of `trace-reviews.jsonl`; null: there is no such trace, or nothing of this person's to be taken back. */
export function traceDecision({ source, reviews, textSha }: DistilState, deciding: TraceDeciding): TraceReview | null {
  const { prediction: id, decision, reviewer, reason, isBlind, seconds, version, at } = deciding;
  const prediction = source.predictions.findLast(one => one.id === id);
  if (prediction === undefined) return null;
  const last = standingTraceReviews(reviews).findLast(one => one.reviewer === reviewer && one.prediction_id === id);
  if (decision === "undo" && last === undefined) return null;
  return {
    ...{ v: 1, kind: "trace-review", id: reviewId(reviewer), prediction_id: id, decision, reviewer, reason },
    ...{ text_sha: textSha(prediction.text ?? ""), undoes: decision === "undo" ? (last?.id ?? null) : null },
    ...{ blind: isBlind, seconds, at, tool_version: version },
  };
}
