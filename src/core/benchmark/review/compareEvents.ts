import type { ReviewEvent } from "../reviewEvent.js";

/** When an event was written, in milliseconds; one whose time cannot be read stands before all others. */
function timeOf(event: ReviewEvent): number {
  const time = Date.parse(event.at);
  return Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
}

/** The order of events: by time, then by id, so that it does not depend on the order of a file's lines. */
export function compareEvents(a: ReviewEvent, b: ReviewEvent): number {
  const [left, right] = [timeOf(a), timeOf(b)];
  if (left !== right) return left < right ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
