import type { ReviewEvent } from "../reviewEvent.js";

/** Each id once. Where a damaged file says two things under one id, the same of them is taken whatever stands first. */
export function distinctEvents(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  const byId = new Map<string, ReviewEvent>();
  for (const event of events) {
    const other = byId.get(event.id);
    if (other === undefined || JSON.stringify(event) < JSON.stringify(other)) byId.set(event.id, event);
  }
  return [...byId.values()];
}
