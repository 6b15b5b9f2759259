import { flatReason, type FlatReason } from "../../core/rollout/flatReason.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import { spread } from "../../core/rollout/spread.js";
import type { Mean } from "../../protocol/treeNode.js";
import type { DetailStore } from "./detailStore.js";
import { groupsOf, type Group } from "./group.js";
import { meanOf } from "./meanOf.js";
import type { Row } from "./rowsOf.js";
import type { Step } from "./run.js";

/** Above this a logged accuracy counts as right; trainers log 0 and 1, judges now and then a fraction. */
const rightAbove = 0.5;

/** Whether a rollout was right: from its details, else from the `acc` column of the scan; null while unknown. */
export function outcomeOf({ file, row }: Row, details: DetailStore): Outcome | null {
  const known = details.get(file, row);
  if (known !== null) return known.outcome;
  const acc = file.columns.numbers.get("acc");
  const value = acc?.valueOf(row) ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  return value > rightAbove ? "correct" : "wrong";
}

/** The logged score; null where it is no finite number. */
export function scoreOf({ file, row }: Row): number | null {
  const score = file.columns.scoreOf(row);
  return Number.isFinite(score) ? score : null;
}

/** Sample σ of a group's logged scores, and why they are all the same, if they are. */
export function groupSpread(group: Group, details: DetailStore): { spread: number | null; flat: FlatReason | null } {
  const scores = group.rows.map(scoreOf);
  const outcomes = group.rows.map(row => outcomeOf(row, details)).filter(outcome => outcome !== null);
  const finite = scores.filter(score => score !== null);
  const flat = finite.length === scores.length ? flatReason(finite, outcomes) : null;
  return { spread: spread(finite), flat };
}

export interface StepStatistics {
  readonly rollouts: number;
  readonly groups: number;
  readonly flatGroups: number;
  readonly malformed: number;
  readonly meanScore: Mean;
  readonly accuracy: { readonly right: number; readonly known: number; readonly unknown: number } | null;
  /** Zoom calls from details where known, else openings of calls as counted by the scan. */
  readonly callsPerRollout: Mean;
}

/** Figures of a step's tree item: from the columns of the scan, and from details as far as they are known. */
export function stepStatistics(step: Step, details: DetailStore): StepStatistics {
  const { groups, malformed } = groupsOf(step);
  const rows = groups.flatMap(group => group.rows);
  const outcomes = rows.map(row => outcomeOf(row, details));
  const known = outcomes.filter(outcome => outcome !== null);
  const right = known.filter(outcome => outcome === "correct").length;
  const decided = known.filter(outcome => outcome !== "unknown").length;
  const counted = rows.map(({ file, row }) => details.get(file, row)?.calls ?? null);
  const isCounted = !counted.includes(null);
  const calls = isCounted ? counted : rows.map(({ file, row }) => file.columns.callOpeningsOf(row));
  return {
    rollouts: rows.length + malformed.length,
    groups: groups.length,
    // A group of one has no spread by nature; it is flat only where comparing was meant.
    flatGroups: groups.filter(group => group.rows.length > 1 && groupSpread(group, details).flat !== null).length,
    malformed: malformed.length,
    meanScore: meanOf(rows.map(scoreOf)),
    // While some rows are not looked at the share of the others would be of a few groups: blank until all are known.
    accuracy:
      decided === 0 || known.length < rows.length ? null : { right, known: decided, unknown: rows.length - decided },
    callsPerRollout: meanOf(calls),
  };
}
