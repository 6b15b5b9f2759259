import type { IndexedFile } from "../index/indexedFile.js";
import { dumpPlace } from "./dumpPlace.js";
import { keptPart } from "./keptPart.js";

/** The rows of one step in one file. `rows` null: every row of the file. */
export interface FileStep {
  readonly step: number;
  /**
   * Rises where an appended file starts over at a lower step, as it does after a resume (formats 6.4). From 0, and below
   * all of these in the parts that a pull kept of the file, rising from part to part.
   */
  readonly segment: number;
  /** A later segment of the same file reaches back to this step or before it: these rows are of a dead branch. */
  readonly isSuperseded: boolean;
  readonly rows: Uint32Array | null;
}

export interface FileSteps {
  readonly steps: readonly FileStep[];
  /** Every row, where the file has no step at all; else none, since a row without one is lent that of its neighbours. */
  readonly stepless: Uint32Array;
}

interface Open {
  readonly step: number;
  readonly segment: number;
  readonly rows: number[];
}

/** More parts of a file than are kept, and more segments of a part than it has. */
const mostParts = 1_000_000;
const segmentsOfPart = 1000;

function firstSegment({ path }: IndexedFile): number {
  const kept = keptPart(path);
  return kept === null ? 0 : (kept.number - mostParts) * segmentsOfPart;
}

function collect(file: IndexedFile): { open: Open[]; stepless: number[] } {
  const { columns } = file;
  const open = new Map<string, Open>();
  const stepless: number[] = [];
  let segment = firstSegment(file);
  let last = dumpPlace(file)?.step ?? Number.NaN;
  for (let row = 0; row < columns.count; row++) {
    // A malformed line has no step of its own, and a row may lack it; they belong to the step that they stand in.
    const own = columns.isMalformed(row) ? Number.NaN : columns.stepOf(row);
    const step = Number.isNaN(own) ? last : own;
    if (Number.isNaN(step)) {
      stepless.push(row);
      continue;
    }
    if (step < last) segment++;
    last = step;
    const key = `${segment}/${step}`;
    const entry = open.get(key) ?? { step, segment, rows: [] };
    if (entry.rows.length === 0) open.set(key, entry);
    entry.rows.push(row);
  }
  return { open: [...open.values()], stepless };
}

/** Lends rows that came before the first step (a malformed first line) to that step. */
function lend(open: Open[], stepless: readonly number[]): readonly number[] {
  const first = open[0];
  if (first === undefined) return stepless;
  open[0] = { ...first, rows: [...stepless, ...first.rows] };
  return [];
}

/** The steps of a file, in file order. Verl's files hold one step, DeepEyes' board a whole run. */
export function fileSteps(file: IndexedFile): FileSteps {
  const { open, stepless } = collect(file);
  const own = lend(open, stepless);
  const starts = new Map<number, number>();
  for (const { segment, step } of open) starts.set(segment, Math.min(starts.get(segment) ?? Infinity, step));
  const isSuperseded = (one: Open) =>
    [...starts].some(([segment, start]) => segment > one.segment && start <= one.step);
  return {
    steps: open.map(one => ({
      step: one.step,
      segment: one.segment,
      isSuperseded: isSuperseded(one),
      rows: one.rows.length === file.columns.count ? null : Uint32Array.from(one.rows),
    })),
    stepless: Uint32Array.from(own),
  };
}
