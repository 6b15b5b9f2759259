import { rowsOf, type Row } from "./rowsOf.js";
import type { Step } from "./run.js";

/** The rollouts of one question at one step. */
export interface Group {
  /** Hash of the prompt's bytes (or of the uid's prefix): the same question elsewhere has the same. */
  readonly hash: string;
  readonly rows: readonly Row[];
}

const known = new WeakMap<Step, { groups: readonly Group[]; malformed: readonly Row[] }>();

/** The groups of a step in order of first appearance, and its malformed rows, which are in none. */
export function groupsOf(step: Step): { readonly groups: readonly Group[]; readonly malformed: readonly Row[] } {
  const found = known.get(step);
  if (found !== undefined) return found;
  const byHash = new Map<string, Row[]>();
  const malformed: Row[] = [];
  for (const one of rowsOf(step)) {
    const { columns } = one.file;
    if (columns.isMalformed(one.row)) {
      malformed.push(one);
      continue;
    }
    const hash = columns.groupHashOf(columns.groupOf(one.row));
    const rows = byHash.get(hash);
    if (rows === undefined) byHash.set(hash, [one]);
    else rows.push(one);
  }
  const made = { groups: [...byHash].map(([hash, rows]) => ({ hash, rows })), malformed };
  known.set(step, made);
  return made;
}
