import type { ReviewEvent } from "../reviewEvent.js";
import { compareEvents } from "./compareEvents.js";
import { distinctEvents } from "./distinctEvents.js";

/** What each undo takes back, by its id: a reviewer's own event only. */
function takenBack(events: readonly ReviewEvent[]): ReadonlyMap<string, string> {
  const byId = new Map(events.map(event => [event.id, event]));
  return new Map(
    events.flatMap(({ id, decision, undoes, reviewer }) =>
      decision === "undo" && undoes !== undefined && byId.get(undoes)?.reviewer === reviewer ? [[id, undoes]] : [],
    ),
  );
}

/**
 * Ids of the events that stand. An event is settled once all undos that name it are: so a chain of undos is gone through
 * from its end, each event once. Undos that name one another in a circle, which no program writes, are never settled: none
 * of them stands, and nothing else hangs on them.
 */
function standingIds(events: readonly ReviewEvent[]): ReadonlySet<string> {
  const targets = takenBack(events);
  const open = new Map<string, number>();
  for (const target of targets.values()) open.set(target, (open.get(target) ?? 0) + 1);
  const settled = events.map(({ id }) => id).filter(id => !open.has(id));
  const fallen = new Set<string>();
  // The list grows while it is gone through.
  for (const id of settled) {
    const target = targets.get(id);
    if (target === undefined) continue;
    if (!fallen.has(id)) fallen.add(target);
    const left = (open.get(target) ?? 0) - 1;
    open.set(target, left);
    if (left === 0) settled.push(target);
  }
  return new Set(settled.filter(id => !fallen.has(id)));
}

/**
 * The events of one question that stand, in order: each once, without those that were taken back and without the undos
 * themselves. A reviewer takes back only what is his own; an undo may be taken back as well.
 */
export function standingEvents(events: readonly ReviewEvent[]): readonly ReviewEvent[] {
  const distinct = distinctEvents(events);
  const standing = standingIds(distinct);
  return distinct.filter(({ id, decision }) => decision !== "undo" && standing.has(id)).sort(compareEvents);
}
