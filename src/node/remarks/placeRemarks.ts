import { join } from "node:path";
import type { NoteBook, NotedRollout } from "../../core/notes/noteBook.js";
import type { RowIdentities } from "../links/rowIdentities.js";
import { rowsOfGroup } from "../links/rowsOfGroup.js";
import type { RowRemarks } from "../runs/remarkMarks.js";
import type { Row } from "../runs/rowsOf.js";
import type { Run } from "../runs/run.js";

/** A noted rollout with the rows that have its text now: none when it is gone, several when they are alike. */
export interface PlacedRollout extends NotedRollout {
  readonly rows: readonly Row[];
}

type RowAt = (file: string, row: number) => Row | undefined;

/**
 * The rows of one noted rollout. Its group is looked through by what names it; where the group goes by another name now,
 * since a loupe.json came to name its columns, the row where it stood is tried.
 */
async function rowsOf(noted: NotedRollout, run: Run, identities: RowIdentities, rowAt: RowAt): Promise<readonly Row[]> {
  const { id, step, group, file, row } = noted.about;
  const found: Row[] = [];
  for (const one of rowsOfGroup(run, group, step)) if ((await identities.of(one)) === id) found.push(one);
  if (found.length > 0) return found;
  const stood = rowAt(join(run.path, ...file.split("/")), row);
  return stood !== undefined && (await identities.of(stood)) === id ? [stood] : [];
}

/** Finds the rollouts of a run's notes among the rows that are there now. */
export async function placeRemarks(
  book: NoteBook,
  run: Run,
  identities: RowIdentities,
  rowAt: RowAt,
): Promise<readonly PlacedRollout[]> {
  const placed: PlacedRollout[] = [];
  for (const noted of book.rollouts.values())
    placed.push({ ...noted, rows: await rowsOf(noted, run, identities, rowAt) });
  return placed;
}

/** What each row is marked with. */
export const marksOf = (placed: readonly PlacedRollout[]): readonly (Row & RowRemarks)[] =>
  placed.flatMap(({ rows, remarks }) => rows.map(row => ({ ...row, remarks, alike: rows.length - 1 })));
