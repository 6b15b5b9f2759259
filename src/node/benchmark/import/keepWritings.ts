import { writingSchema, type Writing } from "../../../core/benchmark/writing.js";
import { appendLines } from "../appendLines.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";

/**
 * Adds writings to those of a benchmark, but for those that are there: what was written since stands behind them and
 * holds. Gives how many were added.
 *
 * @throws when the file is there and cannot be read, or cannot be written
 */
export async function keepWritings(folder: string, writings: readonly Writing[]): Promise<number> {
  if (writings.length === 0) return 0;
  const { writings: path } = benchmarkPaths(folder);
  const there = await readRecords(path, writingSchema);
  if (there.kind === "unreadable") throw new Error(`${path}: ${there.reason}`);
  const ids = new Set(there.kind === "read" ? there.records.map(({ id }) => id) : []);
  const added = writings.filter(({ id }) => !ids.has(id));
  if (added.length > 0) await appendLines(path, added);
  return added.length;
}
