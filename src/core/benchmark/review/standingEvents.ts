import type { ReviewEvent } from "../reviewEvent.js";
import { compareEvents } from "./compareEvents.js";
import { distinctEvents } from "./distinctEvents.js";

/**
 * The events of one question that stand, in order: each once, without those that were taken back and without the undos
 * themselves. A reviewer takes back only what is his own; an undo may be taken back as well.
 */
export function standingEvents(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  const distinct = distinctEvents(events);
  const undos = new Map<string, ReviewEvent[]>();
  for (const event of distinct) {
    if (event.decision !== "undo" || event.undoes === undefined) continue;
    const known = undos.get(event.undoes);
    if (known === undefined) undos.set(event.undoes, [event]);
    else known.push(event);
  }
  // Undos that name one another in a circle, which no program writes, all count as taken back.
  const stands = (event: ReviewEvent, above: ReadonlySet<string>): boolean => {
    if (above.has(event.id)) return false;
    const path = new Set([...above, event.id]);
    return !(undos.get(event.id) ?? []).some(undo => undo.reviewer === event.reviewer && stands(undo, path));
  };
  const none = new Set<string>();
  return distinct.filter(event => event.decision !== "undo" && stands(event, none)).sort(compareEvents);
}
