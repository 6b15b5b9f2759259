import type { IndexedFile } from "../index/indexedFile.js";
import { groupsOf } from "../runs/group.js";
import type { Row } from "../runs/rowsOf.js";
import type { Run, Step } from "../runs/run.js";

/** A row, with the step that it stands in; null in a file without steps. */
export interface PlacedRow extends Row {
  readonly step: number | null;
}

/** The rows of one group in a run, newest step first, by the index alone. `step` undefined: those of every step. */
export function rowsOfGroup(run: Run, group: string, step?: number | null): readonly PlacedRow[] {
  const ofSteps = run.folders
    .flatMap(({ steps }) => steps)
    .filter(one => step === undefined || one.step === step)
    .flatMap(one => groupIn(one, group).map(row => ({ ...row, step: one.step })));
  return step === undefined || step === null ? [...ofSteps, ...withoutStep(run, group)] : ofSteps;
}

/** The rows of a group at a step; none where the step has no such group. */
export const groupIn = (step: Step, group: string): readonly Row[] =>
  groupsOf(step).groups.find(({ hash }) => hash === group)?.rows ?? [];

function withoutStep(run: Run, group: string): readonly PlacedRow[] {
  return run.stepless.flatMap(file => (groupsInFile(file).get(group) ?? []).map(row => ({ file, row, step: null })));
}

/** Kept by the state of a file: a changed file is another object. */
const known = new WeakMap<IndexedFile, ReadonlyMap<string, readonly number[]>>();

function groupsInFile(file: IndexedFile): ReadonlyMap<string, readonly number[]> {
  const found = known.get(file);
  if (found !== undefined) return found;
  const { columns } = file;
  const groups = new Map<string, number[]>();
  for (let row = 0; row < columns.count; row++) {
    if (columns.isMalformed(row)) continue;
    const hash = columns.groupHashOf(columns.groupOf(row));
    const rows = groups.get(hash);
    if (rows === undefined) groups.set(hash, [row]);
    else rows.push(row);
  }
  known.set(file, groups);
  return groups;
}
