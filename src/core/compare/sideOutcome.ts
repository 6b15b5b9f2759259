import type { Outcome } from "../rollout/outcome.js";
import type { QuestionColumns } from "./questionColumns.js";

/**
 * One outcome for all of a question's rollouts: right when more than half of those with a known outcome are right (half
 * is not), else unparsed when more of them are unparsed than wrong, else wrong. Unknown when no outcome is known.
 */
export function sideOutcome({ right, wrong, unparsed }: QuestionColumns, question: number): Outcome {
  const [isRight, isWrong, isUnparsed] = [right[question] ?? 0, wrong[question] ?? 0, unparsed[question] ?? 0];
  const others = isWrong + isUnparsed;
  if (isRight + others === 0) return "unknown";
  if (isRight > others) return "correct";
  return isUnparsed > isWrong ? "unparsed" : "wrong";
}
