import type { IndexedFile } from "../index/indexedFile.js";
import { rowsOf, type Row } from "./rowsOf.js";
import type { Step } from "./run.js";

/** The rollouts of one question at one step. */
export interface Group {
  /** Hash of what names the group: the uid's prefix, else the question id, else the prompt. */
  readonly hash: string;
  readonly rows: readonly Row[];
}

export interface StepGroups {
  /** In order of first appearance. */
  readonly groups: readonly Group[];
  /** Malformed rows are in no group. */
  readonly malformed: readonly Row[];
}

/** Kept by the state of the step's first file: a changed file is another object, and its groups are made anew. */
const known = new WeakMap<IndexedFile, Map<string, { step: Step; made: StepGroups }>>();

function makeGroups(rows: readonly Row[]): StepGroups {
  const byHash = new Map<string, Row[]>();
  const malformed: Row[] = [];
  for (const one of rows) {
    const { columns } = one.file;
    if (columns.isMalformed(one.row)) {
      malformed.push(one);
      continue;
    }
    const hash = columns.groupHashOf(columns.groupOf(one.row));
    const group = byHash.get(hash);
    if (group === undefined) byHash.set(hash, [one]);
    else group.push(one);
  }
  return { groups: [...byHash].map(([hash, own]) => ({ hash, rows: own })), malformed };
}

const hasSameParts = (a: Step, b: Step) =>
  a.parts.length === b.parts.length && a.parts.every((part, i) => part.file === b.parts[i]?.file);

export function groupsOf(step: Step): StepGroups {
  const first = step.parts[0];
  if (first === undefined) return { groups: [], malformed: [] };
  const ofFile = known.get(first.file) ?? new Map<string, { step: Step; made: StepGroups }>();
  known.set(first.file, ofFile);
  const key = `${step.step}/${step.segment}`;
  const found = ofFile.get(key);
  if (found !== undefined && hasSameParts(found.step, step)) return found.made;
  const made = makeGroups(rowsOf(step));
  ofFile.set(key, { step, made });
  return made;
}
