import { type GradeOutcome, gradeOutcomes } from "../../../core/evaluation/answerGrade.js";
import type { EvaluationInput } from "../../../core/evaluation/evaluationRun.js";
import type { GradeColumns } from "../../../core/evaluation/tables/gradeColumns.js";
import { wilson } from "../../../core/evaluation/wilson.js";
import type { GradedEvaluation } from "../readEvaluation.js";

/** What lists say of an evaluation. */
export interface EvaluationDigest {
  readonly folder: string;
  readonly name: string;
  readonly model: string;
  readonly input: EvaluationInput;
  /** The folder that the questions came from. */
  readonly dataset: string;
  readonly isEnded: boolean;
  readonly isImported: boolean;
  /** Attempts that are to be made, and those that have come to something. */
  readonly attempts: number;
  readonly done: number;
  readonly outcomes: Readonly<Record<GradeOutcome, number>>;
  /** Of all attempts that count; null: none does yet, or some wait for a judge. With Wilson's interval, from 0 to 1. */
  readonly accuracy: { readonly k: number; readonly n: number; readonly lo: number; readonly hi: number } | null;
  readonly damaged: number;
}

/** In no mean (facts: evaluation 6.1). */
const leftOut: readonly GradeOutcome[] = ["unjudged", "judge-failed", "excluded", "stale"];

function outcomesOf(grades: GradeColumns): Record<GradeOutcome, number> {
  const counts: Record<GradeOutcome, number> = {
    ...{ correct: 0, wrong: 0, unparsed: 0, truncated: 0, refused: 0, empty: 0, failed: 0 },
    ...{ unjudged: 0, "judge-failed": 0, excluded: 0, stale: 0 },
  };
  for (const outcome of grades.outcomes) counts[gradeOutcomes[outcome] ?? "stale"]++;
  return counts;
}

export function evaluationDigest({ folder, run, grades, damaged }: GradedEvaluation): EvaluationDigest {
  const outcomes = outcomesOf(grades);
  const n = grades.questions.length - leftOut.reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const k = outcomes.correct;
  const interval = wilson(k, n);
  return {
    ...{ folder, name: run.name, model: run.model.requested, input: run.input, dataset: run.dataset.folder },
    ...{ isEnded: run.ended !== null, isImported: run.imported !== null },
    ...{ attempts: run.dataset.questions * run.sampling.n, done: grades.questions.length, outcomes, damaged },
    accuracy: interval === null || outcomes.unjudged + outcomes["judge-failed"] > 0 ? null : { k, n, ...interval },
  };
}
