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

const isQuestion = (golden: GoldenQuestion, { id, text }: { readonly id: string | null; readonly text: string }) =>
  golden.question !== null && id !== null ? golden.question === id : golden.text !== "" && golden.text === text;

/**
 * A question's rollouts at each step, newest first. By what names its group where that is the same at several steps;
 * else, where trainers give each group a name of its own, by the question that the groups' first rollouts ask.
 */
export async function questionSteps(
  golden: GoldenQuestion,
  run: Run,
  source: Pick<RowSource, "questionOf">,
): Promise<readonly QuestionAtStep[]> {
  const steps = stepsOf(run);
  const named = steps.map(step => ({ step, rows: groupIn(step, golden.group) })).filter(({ rows }) => rows.length > 0);
  const loose = rowsOfGroup(run, golden.group, null).filter(({ step }) => step === null);
  const stepless = loose.length === 0 ? [] : [{ step: null, rows: loose }];
  if (named.length > 1 || steps.length < 2) return [...named, ...stepless];
  return [...(await readSteps(golden, steps, source)), ...stepless];
}

async function readSteps(
  golden: GoldenQuestion,
  steps: readonly Step[],
  source: Pick<RowSource, "questionOf">,
): Promise<readonly QuestionAtStep[]> {
  const found: QuestionAtStep[] = [];
  let read = 0;
  for (const step of steps)
    for (const { hash, rows } of groupsOf(step).groups) {
      const first = rows[0];
      if (first === undefined || read >= mostGroupsRead) continue;
      read += hash === golden.group ? 0 : 1;
      if (hash === golden.group || isQuestion(golden, await source.questionOf(first))) found.push({ step, rows });
    }
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
