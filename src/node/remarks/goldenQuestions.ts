import { isGoldenQuestion } from "../../core/notes/isGoldenQuestion.js";
import type { GoldenQuestion } from "../../core/notes/noteBook.js";
import type { GoldenStep } from "../../protocol/remarks/remarksApi.js";
import { groupIn, rowsOfGroup } from "../links/rowsOfGroup.js";
import type { DetailStore } from "../runs/detailStore.js";
import { groupsOf } from "../runs/group.js";
import { meanOf } from "../runs/meanOf.js";
import type { Row } from "../runs/rowsOf.js";
import type { RowSource } from "../runs/rowSource.js";
import type { Run, Step } from "../runs/run.js";
import { outcomeOf, scoreOf } from "../runs/stepStatistics.js";

/** A question's rollouts at one step. `step` null: those of a file without steps. */
export interface QuestionAtStep {
  readonly step: Step | null;
  readonly rows: readonly Row[];
}

/** Where a trainer names groups by a number of their step, each group's question has to be read: of so many at most. */
const mostGroupsRead = 4000;

/** Steps of a run, the newest first; those of a dead branch are left out, as in every figure. */
const stepsOf = ({ folders }: Run): readonly Step[] =>
  folders
    .flatMap(({ steps }) => steps)
    .filter(({ staleBy }) => staleBy === null)
    .toSorted((a, b) => b.step - a.step);

type Source = Pick<RowSource, "questionOf">;

async function asks(golden: GoldenQuestion, group: string, rows: readonly Row[], source: Source): Promise<boolean> {
  const first = rows[0];
  return first !== undefined && isGoldenQuestion(golden, { ...(await source.questionOf(first)), group });
}

/**
 * A question's rollouts at each step, newest first. By what names its group where that is the same at several steps, and
 * every group of that name asks the question; else, where trainers give each group a name of its own or count the groups
 * of each step anew, by the question that the groups' first rollouts ask.
 */
export async function questionSteps(
  golden: GoldenQuestion,
  run: Run,
  source: Source,
): Promise<readonly QuestionAtStep[]> {
  const steps = stepsOf(run);
  const named = steps.map(step => ({ step, rows: groupIn(step, golden.group) })).filter(({ rows }) => rows.length > 0);
  const isEach = await Promise.all(named.map(({ rows }) => asks(golden, golden.group, rows, source)));
  const areKnown = isEach.every(Boolean) && (named.length > 1 || named.length === steps.length);
  const stepless = await steplessOf(golden, run, source);
  return [...(areKnown ? named : await readSteps(golden, steps, source)), ...stepless];
}

async function steplessOf(golden: GoldenQuestion, run: Run, source: Source): Promise<readonly QuestionAtStep[]> {
  const ofFile = new Map<string, Row[]>();
  for (const row of rowsOfGroup(run, golden.group, null)) {
    const rows = ofFile.get(row.file.path) ?? [];
    if (row.step === null) ofFile.set(row.file.path, [...rows, row]);
  }
  const found: Row[] = [];
  for (const rows of ofFile.values()) if (await asks(golden, golden.group, rows, source)) found.push(...rows);
  return found.length === 0 ? [] : [{ step: null, rows: found }];
}

async function readSteps(
  golden: GoldenQuestion,
  steps: readonly Step[],
  source: Source,
): Promise<readonly QuestionAtStep[]> {
  const found: QuestionAtStep[] = [];
  const all = steps.flatMap(step => groupsOf(step).groups.map(group => ({ step, ...group })));
  for (const { step, hash, rows } of all.slice(0, mostGroupsRead))
    if (await asks(golden, hash, rows, source)) found.push({ step, rows });
  return found;
}

/** How the question stands there. Rollouts whose outcome nobody knows yet are opened. */
export async function goldenStep(
  { step, rows }: QuestionAtStep,
  details: DetailStore,
  source: Pick<RowSource, "ensureDetails">,
): Promise<GoldenStep | null> {
  const first = rows[0];
  if (first === undefined) return null;
  await source.ensureDetails(rows.filter(row => outcomeOf(row, details) === null));
  const outcomes = rows.map(row => outcomeOf(row, details));
  const known = outcomes.filter(outcome => outcome !== null && outcome !== "unknown");
  return {
    step: step?.step ?? null,
    phase: step?.phase ?? null,
    rollouts: rows.length,
    right: known.filter(outcome => outcome === "correct").length,
    known: known.length,
    meanScore: meanOf(rows.map(scoreOf)).value,
    ref: { file: first.file.path, row: first.row },
  };
}
