import { access, constants } from "node:fs/promises";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import { writingSchema, type Writing } from "../../../core/benchmark/writing.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";
import { writingsProblem } from "./writingsProblem.js";

/** Writings that a benchmark does not have yet. */
export interface NewWritings {
  readonly writings: readonly Writing[];
  /** Those about something that another writing is about already. */
  readonly problems: readonly ImportProblem[];
}

/** The id goes along with a set under whatever name; the page's is of the benchmark. */
const lineOf = ({ id, page_id: page }: Writing) => JSON.stringify([page, id]);

const subjectOf = ({ page_id: page, written }: Writing) =>
  JSON.stringify([page, written.what, written.what === "text" ? written.bubble : written.panel]);

/**
 * Of writings that came with a set those that a benchmark lacks. About what has one already none is taken: behind it the
 * set's would hold, and a person's own choice of a model would be lost. The same line twice is one.
 *
 * @throws when the file is there and cannot be read, or cannot be written
 */
export async function newWritings(folder: string, brought: readonly Writing[]): Promise<NewWritings> {
  if (brought.length === 0) return { writings: [], problems: [] };
  const { writings: path } = benchmarkPaths(folder);
  const read = await readRecords(path, writingSchema);
  if (read.kind === "unreadable") throw new Error(`${path}: ${read.reason}`);
  if (read.kind === "read") await access(path, constants.W_OK);
  const there = read.kind === "read" ? read.records : [];
  const subjects = new Set(there.map(subjectOf));
  const lines = new Set(there.map(lineOf));
  const writings: Writing[] = [];
  let others = 0;
  for (const writing of brought) {
    const line = lineOf(writing);
    if (lines.has(line)) continue;
    lines.add(line);
    if (subjects.has(subjectOf(writing))) others += 1;
    else writings.push(writing);
  }
  return { writings, problems: others === 0 ? [] : [writingsProblem("other-writing", `${others} writings`)] };
}
