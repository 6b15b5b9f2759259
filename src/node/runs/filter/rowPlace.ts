import type { IndexedFile } from "../../index/indexedFile.js";
import { groupsOf, type Group } from "../group.js";
import type { Row } from "../rowsOf.js";
import type { Step } from "../run.js";

/** A row with where it stands: what filters and orders are asked about. */
export interface RowPlace {
  readonly row: Row;
  /** Null in a file without steps. */
  readonly step: Step | null;
  /** Null for malformed rows, and in a file without steps. */
  readonly group: Group | null;
}

/** The rows of a step, group by group as they first appear, and the malformed ones after them. */
export function placesOf(step: Step): readonly RowPlace[] {
  const { groups, malformed } = groupsOf(step);
  const grouped = groups.flatMap(group => group.rows.map(row => ({ row, step, group })));
  return [...grouped, ...malformed.map(row => ({ row, step, group: null }))];
}

/** Every row of a file without steps. */
export const placesInFile = (file: IndexedFile): readonly RowPlace[] =>
  Array.from({ length: file.columns.count }, (_, row) => ({ row: { file, row }, step: null, group: null }));
