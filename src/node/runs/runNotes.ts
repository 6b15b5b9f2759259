import type { FileProblem } from "../../protocol/fileProblem.js";
import type { Run } from "./run.js";

/** What a person should know of a run's files although nothing is wrong with them. */
export function runNotes({ repeats }: Run): readonly FileProblem[] {
  const rows = repeats.reduce((sum, { columns }) => sum + columns.count, 0);
  return rows === 0 ? [] : [{ code: "rows-repeated", values: [String(rows), String(repeats.length)] }];
}
