import * as z from "zod";
import { standingTraceReviews } from "./standingTraceReviews.js";

export const traceDecisions = ["accept", "reject", "undo"] as const;

/**
 * A person's decision about a trace: a line of `trace-reviews.jsonl`, which only grows and whose lines may stand in any
 * order, so that two people's files are merged by keeping every line.
 */
export const traceReviewSchema = z.looseObject({
  v: z.literal(1),
  kind: z.literal("trace-review"),
  id: z.string(),
  prediction_id: z.string(),
  /** SHA-256 of the whole text that was read: another answer is decided on anew. */
  text_sha: z.string(),
  reviewer: z.string(),
  decision: z.enum(traceDecisions),
  /** Of an `undo`: the event that it takes back. */
  undoes: z.string().nullable(),
  /** Whether what the filters said was hidden. */
  blind: z.boolean(),
  seconds: z.number().nonnegative(),
  reason: z.string().nullable(),
  /** ISO 8601. */
  at: z.string(),
  tool_version: z.string(),
});
export type TraceReview = z.infer<typeof traceReviewSchema>;

/** What is held of one trace. */
export interface TraceDecision {
  readonly decision: "accept" | "reject";
  readonly reviewer: string;
  readonly textSha: string;
}

/**
 * The decisions that stand, by prediction: the last that nobody took back, whatever order the lines have. Where several
 * persons decide differently, a rejection stands: what one of them would not train on is left out.
 */
export function foldTraceReviews(reviews: readonly TraceReview[]): ReadonlyMap<string, TraceDecision> {
  const last = new Map<string, TraceReview>();
  for (const event of standingTraceReviews(reviews)) last.set(`${event.prediction_id}\n${event.reviewer}`, event);
  const held = new Map<string, TraceDecision>();
  for (const { prediction_id: id, decision, reviewer, text_sha: textSha } of last.values()) {
    if (decision === "undo" || held.get(id)?.decision === "reject") continue;
    held.set(id, { decision, reviewer, textSha });
  }
  return held;
}
