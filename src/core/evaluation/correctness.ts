import type { Question } from "../dataset/question.js";
import type { Outcome, OutcomeSource } from "../rollout/outcome.js";
import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { expectsAnswerTag } from "../rollout/expectsAnswerTag.js";
import { answerStatus } from "./answerStatus.js";
import { questionOf } from "./questionOf.js";

export interface Correctness {
  readonly outcome: Outcome;
  readonly source: OutcomeSource;
}

/** A graded accuracy counts as right above this, as DeepEyes' reward takes it. */
const rightAbove = 0.5;

/**
 * Whether a rollout's answer is right: by the trainer's `acc` column, else by the answer's text against the ground truth
 * of the row, else of the question that it was joined with. Never by the score, in which other things are paid for too.
 */
export function correctness(
  rollout: Omit<Rollout, "extras">,
  trajectory: Pick<Trajectory, "answer">,
  question: Question | null,
): Correctness {
  if (rollout.acc.kind === "number") {
    return { outcome: rollout.acc.value > rightAbove ? "correct" : "wrong", source: "acc-column" };
  }
  // A missing answer says nothing where the prompt asked for it in a form that is not read here.
  if (trajectory.answer === null && !expectsAnswerTag(rollout.prompt)) {
    return { outcome: "unknown", source: "none" };
  }
  const truth = rollout.groundTruth?.value ?? rollout.fields.answer ?? question?.answer ?? null;
  const known = question?.options ?? [];
  const options = known.length > 0 ? known : questionOf(rollout).options;
  const outcome = answerStatus(trajectory.answer, truth, options);
  return { outcome, source: outcome === "unknown" ? "none" : "parsed-answer" };
}
