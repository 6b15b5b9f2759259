import type { EvaluationStringKey } from "../../src/protocol/evaluation/evaluationStrings.js";
import type { PersonOutcome } from "../../src/protocol/evaluation/evaluationViewApi.js";

interface DecideAction {
  readonly key: string;
  readonly label: EvaluationStringKey;
  /** Null takes the last decision back. */
  readonly outcome: PersonOutcome | null;
}

/** What a person may hold of an answer, with the keys of the review. */
export const decideActions: readonly DecideAction[] = [
  { key: "y", label: "decideCorrect", outcome: "correct" },
  { key: "n", label: "decideWrong", outcome: "incorrect" },
  { key: "x", label: "decideExclude", outcome: "excluded" },
  { key: "u", label: "takeBack", outcome: null },
];
