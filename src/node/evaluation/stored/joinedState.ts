import { lastJudge } from "../../../core/evaluation/gradeAnswers.js";
import type { EvaluationState } from "./storedEvaluation.js";

/** Evaluations that were split, as one: its name and settings are those of the first part. Null: there is no part. */
export function joinedState(parts: readonly EvaluationState[]): EvaluationState | null {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first ?? null;
  const verdicts = parts.flatMap(part => part.verdicts);
  return {
    ...first,
    ...{ verdicts, judge: lastJudge(verdicts), judges: [...new Set(parts.flatMap(({ judges }) => judges))] },
    check: first.check && { ...first.check, predictions: parts.flatMap(({ check }) => check?.predictions ?? []) },
    questions: new Map(parts.flatMap(({ questions }) => [...questions])),
    predictions: new Map(parts.flatMap(({ predictions }) => [...predictions])),
    grades: parts.flatMap(({ grades }) => grades),
    damaged: parts.reduce((sum, { damaged }) => sum + damaged, 0),
    unknown: parts.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}
