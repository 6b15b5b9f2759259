import type { RowSource } from "../rowSource.js";
import { listedSteps } from "../listedSteps.js";
import type { RunState } from "../runState.js";
import { sortedByKeys } from "./compareKeys.js";
import type { RowFilter } from "./rowFilter.js";
import { placesOf, type RowPlace } from "./rowPlace.js";

/** Where rows are looked for. */
export interface FindParts {
  readonly state: RunState;
  readonly rows: RowSource;
}

/** The rows of every step in the order of their files, the oldest step first, and of files without steps after them. */
function* allPlaces({ state }: FindParts): Generator<RowPlace> {
  for (const { step, stepless } of listedSteps(state.list)) {
    const files = step.parts.map(({ file }) => file.path);
    const places = placesOf(step).toSorted(
      (a, b) => files.indexOf(a.row.file.path) - files.indexOf(b.row.file.path) || a.row.row - b.row.row,
    );
    for (const place of places) yield stepless === null ? place : { row: place.row, step: null, group: null };
  }
}

/** Rows looked at before others get their turn. */
const rowsPerTurn = 2000;

async function* passing(parts: FindParts, filter: RowFilter, signal: AbortSignal | null): AsyncGenerator<RowPlace> {
  let looked = 0;
  for (const place of allPlaces(parts)) {
    if (signal?.aborted === true) return;
    if (++looked % rowsPerTurn === 0) await new Promise(done => setImmediate(done));
    if (filter.needsRow(place)) await filter.know([place], row => parts.rows.openFresh(row));
    if (filter.passes(place) === true) yield place;
  }
}

/**
 * The rows that pass a filter, as they are found; with an order after all of them were looked at. Ends early when the
 * signal says so.
 */
export async function* findPlaces(
  parts: FindParts,
  filter: RowFilter,
  signal: AbortSignal | null = null,
): AsyncGenerator<RowPlace> {
  const { sort } = filter.query;
  if (sort === null) {
    yield* passing(parts, filter, signal);
    return;
  }
  const found: RowPlace[] = [];
  for await (const place of passing(parts, filter, signal)) found.push(place);
  if (signal?.aborted !== true) yield* sortedByKeys(found, place => filter.keyOf(place), sort);
}
