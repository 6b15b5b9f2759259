import type { IndexedFile } from "../index/indexedFile.js";
import type { Step } from "./run.js";

/** One row of one file. */
export interface Row {
  readonly file: IndexedFile;
  readonly row: number;
}

/** The rows of a step in file order. */
export function rowsOf(step: Step): readonly Row[] {
  return step.parts.flatMap(({ file, rows }) => {
    const list: Row[] = [];
    const count = rows?.length ?? file.columns.count;
    for (let i = 0; i < count; i++) list.push({ file, row: rows?.[i] ?? i });
    return list;
  });
}
