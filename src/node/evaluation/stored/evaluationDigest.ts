import { gradeOutcomes } from "../../../core/evaluation/answerGrade.js";
import type { EvaluationInput } from "../../../core/evaluation/evaluationRun.js";
import { isCounted, noOutcomes, type OutcomeCounts, undecided } from "../../../core/evaluation/outcomeCounts.js";
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
  readonly outcomes: Readonly<OutcomeCounts>;
  /** Of all attempts that count; null: none does yet, or some wait for a judge. With Wilson's interval, from 0 to 1. */
  readonly accuracy: { readonly k: number; readonly n: number; readonly lo: number; readonly hi: number } | null;
  readonly damaged: number;
}

/** In no mean (facts: evaluation 6.1). */
function outcomesOf(grades: GradeColumns): OutcomeCounts {
  const counts = noOutcomes();
  for (const outcome of grades.outcomes) counts[gradeOutcomes[outcome] ?? "stale"]++;
  return counts;
}

export function evaluationDigest({ folder, run, grades, damaged }: GradedEvaluation): EvaluationDigest {
  const outcomes = outcomesOf(grades);
  const n = gradeOutcomes.filter(isCounted).reduce((sum, outcome) => sum + outcomes[outcome], 0);
  const k = outcomes.correct;
  const interval = wilson(k, n);
  return {
    ...{ folder, name: run.name, model: run.model.requested, input: run.input, dataset: run.dataset.folder },
    ...{ isEnded: run.ended !== null, isImported: run.imported !== null },
    ...{ attempts: run.dataset.questions * run.sampling.n, done: grades.questions.length, outcomes, damaged },
    accuracy: interval === null || undecided(outcomes) > 0 ? null : { k, n, ...interval },
  };
}
