import type { TraceReview } from "../../core/distil/traceReview.js";
import { reviewId } from "../benchmark/reviewId.js";
import { textSha } from "../benchmark/textSha.js";
import { appendDecisions } from "../evaluation/appendDecisions.js";
import type { ReadDistil } from "./readDistil.js";

/** What a person decides about some traces. */
export interface DecidedTraces {
  readonly accept: readonly string[];
  readonly reject: readonly string[];
  readonly reviewer: string;
  readonly reason: string | null;
  readonly blind: boolean;
  readonly version: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Adds a person's decisions to `trace-reviews.jsonl`. Null: written. Else the first prediction that the evaluation does not
 * have; then nothing was written. Rejects when the disk does.
 */
export async function decideTraces(
  folder: string,
  source: Pick<ReadDistil, "predictions">,
  { accept, reject, reviewer, reason, blind, version, now }: DecidedTraces,
): Promise<string | null> {
  const texts = new Map(source.predictions.map(({ id, text }) => [id, text ?? ""]));
  const unknown = [...accept, ...reject].find(id => !texts.has(id));
  if (unknown !== undefined) return unknown;
  const at = new Date(now).toISOString();
  const event = (id: string, decision: TraceReview["decision"]): TraceReview => ({
    ...{ v: 1, kind: "trace-review", id: reviewId(reviewer), prediction_id: id, decision, reviewer, reason, blind },
    ...{ text_sha: textSha(texts.get(id) ?? ""), undoes: null, seconds: 0, at, tool_version: version },
  });
  const events = [...accept.map(id => event(id, "accept")), ...reject.map(id => event(id, "reject"))];
  await appendDecisions(folder, "traceReviews", events);
  return null;
}
