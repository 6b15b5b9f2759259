import type { GradedEvaluation } from "./readEvaluation.js";

/** What the parts of a row come to together. */
export interface GroupCounts {
  /** Attempts that are there, and those that were to be made. */
  readonly attempts: number;
  readonly planned: number;
  readonly isEnded: boolean;
  /** Lines that could not be read. */
  readonly damaged: number;
  /** Predictions of questions that are not asked. */
  readonly unknown: number;
}

/** Sums over an evaluation, or over the shards of one. */
export function groupCounts(parts: readonly GradedEvaluation[]): GroupCounts {
  const sum = (number: (part: GradedEvaluation) => number) => parts.reduce((total, part) => total + number(part), 0);
  return {
    attempts: sum(({ grades }) => grades.questions.length),
    planned: sum(({ run }) => run.dataset.questions * run.sampling.n),
    isEnded: parts.every(({ run }) => run.ended !== null),
    damaged: sum(({ damaged }) => damaged),
    unknown: sum(({ unknown }) => unknown),
  };
}
