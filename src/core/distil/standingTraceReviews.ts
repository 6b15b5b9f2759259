import type { TraceReview } from "./traceReview.js";

const inTime = (a: TraceReview, b: TraceReview): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

/** The decisions that nobody took back, in their order in time, whatever order the lines have. */
export function standingTraceReviews(reviews: readonly TraceReview[]): readonly TraceReview[] {
  const events = [...new Map(reviews.map(review => [review.id, review])).values()].toSorted(inTime);
  const gone = new Set<string>();
  for (const { id, undoes } of events.toReversed()) if (undoes !== null && !gone.has(id)) gone.add(undoes);
  return events.filter(({ id, decision }) => decision !== "undo" && !gone.has(id));
}
