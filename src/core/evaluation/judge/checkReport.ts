import { type Agreement, agreement } from "../agreement.js";
import type { VerdictRecord } from "../verdictRecord.js";
import { type HeldAgainstPerson, heldAgainstPerson } from "./heldAgainstPerson.js";
import { isRated } from "./ratedClasses.js";

/** What came of a list that a person checks a judge by. */
export interface CheckReport {
  readonly drawn: number;
  readonly decided: number;
  /** Over right and not right, of what was decided on the list; null: nothing was. */
  readonly agreement: Agreement | null;
  /** Of the whole, by what was decided on the list alone: what a person looked up besides was not drawn by chance. */
  readonly person: HeldAgainstPerson;
}

type Verdicts = ReadonlyMap<string, VerdictRecord>;

const sideOf = (verdict: VerdictRecord | undefined): 0 | 1 | null =>
  verdict === undefined || !isRated(verdict.outcome) ? null : verdict.outcome === "correct" ? 0 : 1;

/** How a judge fares on a list of answers, as far as a person has decided them. */
export function checkReport(drawn: readonly string[], judge: Verdicts, person: Verdicts): CheckReport {
  const matrix: [[number, number], [number, number]] = [
    [0, 0],
    [0, 0],
  ];
  const listed = new Map<string, VerdictRecord>();
  for (const id of drawn) {
    const verdict = person.get(id);
    if (verdict !== undefined) listed.set(id, verdict);
  }
  for (const [id, verdict] of listed) {
    const [row, column] = [sideOf(judge.get(id)), sideOf(verdict)];
    if (row !== null && column !== null) matrix[row][column]++;
  }
  return {
    drawn: drawn.length,
    decided: listed.size,
    agreement: agreement(matrix),
    person: heldAgainstPerson(judge, listed),
  };
}
