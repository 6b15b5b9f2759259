import {
  evaluationViewStateSchema,
  type EvaluationViewState,
} from "../../src/protocol/evaluation/evaluationViewApi.js";

/** What VS Code kept of the view, checked; null: nothing that can be used. */
export const takeUpEvaluation = (saved: unknown): EvaluationViewState | null =>
  evaluationViewStateSchema.safeParse(saved).data ?? null;
