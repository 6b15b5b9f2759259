/** What of a decision about a trace says whether it stands. */
interface Undoable {
  readonly id: string;
  readonly at: string;
  readonly decision: string;
  readonly undoes: string | null;
}

const inTime = (a: Undoable, b: Undoable): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);

/** The decisions that nobody took back, in their order in time, whatever order the lines have. */
export function standingTraceReviews<T extends Undoable>(reviews: readonly T[]): readonly T[] {
  const events = [...new Map(reviews.map(review => [review.id, review])).values()].toSorted(inTime);
  const gone = new Set<string>();
  for (const { id, undoes } of events.toReversed()) if (undoes !== null && !gone.has(id)) gone.add(undoes);
  return events.filter(({ id, decision }) => decision !== "undo" && !gone.has(id));
}
