import type { Outcome } from "../rollout/outcome.js";
import type { QuestionColumns } from "./questionColumns.js";

/**
 * One outcome for all of a question's rollouts: right when more than half of those with a known outcome are right (half
 * is not), else unparsed when more of them are unparsed than wrong, else wrong. Unknown when no outcome is known.
 */
export function sideOutcome(columns: QuestionColumns, question: number): Outcome {
  const right = columns.right[question] ?? 0;
  const wrong = columns.wrong[question] ?? 0;
  const unparsed = columns.unparsed[question] ?? 0;
  if (right + wrong + unparsed === 0) return "unknown";
  if (right > wrong + unparsed) return "correct";
  return unparsed > wrong ? "unparsed" : "wrong";
}
