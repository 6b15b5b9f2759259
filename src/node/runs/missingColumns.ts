import { basename } from "node:path";
import type { ColumnNames } from "../../core/dataset/columnNames.js";
import { fieldReader } from "../../core/dataset/fieldReader.js";
import type { FileProblem } from "../../protocol/fileProblem.js";
import { firstRecords } from "../dataset/firstRecords.js";

/** What stands in rows alone; a column of anything else may be one of a dataset. */
const ofRows = ["score", "step", "group", "formatReward", "accuracyReward", "countReward", "iouReward"] as const;

/**
 * The columns that a loupe.json names and that none of the first rows of a file has: mostly a typing error. None for a
 * file that it is not read by, which has not the response either. Never rejects.
 */
export async function missingColumns(path: string, columns: ColumnNames): Promise<readonly FileProblem[]> {
  if (columns.response === undefined) return [];
  const read = await firstRecords(path);
  const readers = read.kind === "read" ? read.records.map(fieldReader) : [];
  const isThere = (name: string) => readers.some(field => field(name, []) !== undefined);
  if (!isThere(columns.response)) return [];
  const names = ofRows.flatMap(role => columns[role] ?? []);
  return names
    .filter(name => !isThere(name))
    .map(name => ({ code: "config-missing-column", values: [name, basename(path)] }));
}
