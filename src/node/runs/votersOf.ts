import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "./rowsOf.js";
import type { Run } from "./run.js";

/** Files of a run that are asked, and rows of each. */
const files = 8;
const rowsPerFile = 32;
const rowsOfOne = 256;

const firstRows = (file: IndexedFile, count: number): readonly Row[] =>
  Array.from({ length: Math.min(count, file.columns.count) }, (_, row) => ({ file, row }));

/**
 * Rows to ask for a run's coordinate space: the first of some dumps of the file's format, spread over the run, since
 * early rollouts overshoot edges and late ones seldom come near them. A row of each in turn, so that few rows are asked
 * in many places.
 */
export function votersOf(file: IndexedFile, run: Run | null): readonly Row[] {
  const dumps = (run?.folders ?? [])
    .flatMap(folder => folder.steps.flatMap(step => step.parts.map(part => part.file)))
    .filter(one => one.format === file.format);
  const distinct = [...new Set(dumps)];
  if (distinct.length < 2) return firstRows(file, rowsOfOne);
  const every = Math.max(1, Math.floor(distinct.length / files));
  const asked = distinct.filter((_, i) => i % every === 0).slice(0, files);
  const lists = asked.map(one => firstRows(one, rowsPerFile));
  return Array.from({ length: rowsPerFile }, (_, i) => lists.flatMap(list => list[i] ?? [])).flat();
}
