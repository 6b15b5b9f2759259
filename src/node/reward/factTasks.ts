import type { JsonObject } from "../../core/dataset/jsonObject.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { FactTask } from "./factTask.js";

/** Bytes of a task: a hundred usual rows, some milliseconds of work. Handing over less takes more than it spreads the work. */
const taskBytes = 5 << 20;

/** What all tasks of a file share. */
export type FileTask = Omit<FactTask, "path" | "format" | "rows" | "offsets" | "lengths" | "items" | "lines"> & {
  /** By row. */
  readonly lines: ReadonlyMap<number, JsonObject> | null;
};

function taskOf(
  { path, format, columns }: IndexedFile,
  rows: readonly number[],
  { lines, ...shared }: FileTask,
): readonly FactTask[] {
  if (format === null || rows.length === 0) return [];
  return [
    {
      ...shared,
      path,
      format,
      rows: Uint32Array.from(rows),
      offsets: Float64Array.from(rows, row => columns.offsetOf(row)),
      lengths: Float64Array.from(rows, row => columns.lengthOf(row)),
      items: Uint32Array.from(rows, row => columns.itemOf(row)),
      lines: lines === null ? null : rows.map(row => lines.get(row) ?? null),
    },
  ];
}

/** Cuts the reading of some rows of a file into tasks. All rows of a unit stay together: it is parsed once. */
export function factTasks(file: IndexedFile, rows: readonly number[], shared: FileTask): readonly FactTask[] {
  const tasks: FactTask[] = [];
  let from = 0;
  let bytes = 0;
  let unit = -1;
  rows.forEach((row, at) => {
    const offset = file.columns.offsetOf(row);
    if (offset === unit) return;
    unit = offset;
    const length = file.columns.lengthOf(row);
    if (bytes > 0 && bytes + length > taskBytes) {
      tasks.push(...taskOf(file, rows.slice(from, at), shared));
      from = at;
      bytes = 0;
    }
    bytes += length;
  });
  return [...tasks, ...taskOf(file, rows.slice(from), shared)];
}
