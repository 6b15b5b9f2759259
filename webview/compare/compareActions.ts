import type { ComparedQuestion } from "../../src/protocol/reward/compareApi.js";
import type { RolloutSet } from "../../src/protocol/reward/rolloutSet.js";
import type { RemoteRows } from "../strategies/remoteRows.js";
import type { CompareModel } from "./compareModel.js";
import { sideSets } from "./sideSets.js";

/** One of the two sides that are looked at. */
export type LookedAt = "left" | "right";

/** So many rows of a list are there from the beginning. */
const looked = 40;

const other = { left: "right", right: "left" } as const;

/** The shown rollout of a side; null where the side does not have the question. */
function shownOf({ panes }: CompareModel, side: LookedAt) {
  const loaded = panes.state.peek().value;
  return loaded?.panes?.panes[loaded[side]]?.shown ?? null;
}

/** Where the shown question stands at the top of a list that is another than the one it was picked in; else before it. */
function placeOf({ question }: CompareModel, rows: RemoteRows<ComparedQuestion>): number {
  for (let index = 0; index < looked; index++) if (rows.at(index)?.key === question.peek()) return index;
  return -1;
}

/** What one can do with sides and questions. */
export const compareActions = {
  looked,

  /** Looks at a set on one side; the set of the other side changes places with it. */
  look(model: CompareModel, side: LookedAt, set: RolloutSet): void {
    const scope = model.scope.peek();
    if (scope === null) return;
    const away = sideSets.key(scope[other[side]]) === sideSets.key(set) ? { [other[side]]: scope[side] } : {};
    model.scope.value = { ...scope, ...away, [side]: set };
  },

  /** Moves a side along the steps of its source. */
  move(model: CompareModel, side: LookedAt, by: number): void {
    const set = model.scope.peek()?.[side];
    const sources = model.sources.state.peek().value ?? [];
    const moved = set === undefined ? null : sideSets.moved(set, by, sources);
    if (moved !== null) compareActions.look(model, side, moved);
  },

  show(model: CompareModel, row: ComparedQuestion, position: number): void {
    model.question.value = row.key;
    model.position.value = position;
    if (model.tab.peek() === "statistics") model.tab.value = "question";
  },

  /** The next or the previous question of the list. One that is not read yet is shown once it is. */
  walk(model: CompareModel, direction: 1 | -1): void {
    const list = model.rows.peek();
    const total = list?.rows.total.peek() ?? 0;
    if (list === null || total === 0) return;
    const at = model.position.peek() ?? placeOf(model, list.rows);
    const next = Math.min(total - 1, Math.max(0, at + direction));
    const row = list.rows.at(next);
    if (row !== undefined) compareActions.show(model, row, next);
    else list.rows.need(next, next);
  },

  open(model: CompareModel, side: LookedAt): void {
    const shown = shownOf(model, side);
    if (shown !== null) model.run(model.host.openRollout({ ref: shown.ref }));
  },

  openOf(model: CompareModel, row: ComparedQuestion, side: LookedAt): void {
    const ref = row[side]?.shown.ref;
    if (ref !== undefined) model.run(model.host.openRollout({ ref }));
  },

  /** The responses of both sides in the diff editor. */
  diff(model: CompareModel): void {
    const [left, right] = [shownOf(model, "left"), shownOf(model, "right")];
    if (left !== null && right !== null) model.run(model.host.diffResponses({ left: left.ref, right: right.ref }));
  },
} as const;
