import type { ReviewEvent } from "../reviewEvent.js";

/** Events by the question that they are about. */
export function eventsByQuestion(events: readonly ReviewEvent[]): ReadonlyMap<string, readonly ReviewEvent[]> {
  const byQuestion = new Map<string, ReviewEvent[]>();
  for (const event of events) {
    const known = byQuestion.get(event.target.id);
    if (known === undefined) byQuestion.set(event.target.id, [event]);
    else known.push(event);
  }
  return byQuestion;
}
