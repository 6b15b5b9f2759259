import type { GradeOutcome } from "./answerGrade.js";

/** How many attempts came to what. */
export type OutcomeCounts = Record<GradeOutcome, number>;

export const noOutcomes = (): OutcomeCounts => ({
  ...{ correct: 0, wrong: 0, unparsed: 0, truncated: 0, refused: 0, empty: 0, failed: 0 },
  ...{ unjudged: 0, "judge-failed": 0, excluded: 0, stale: 0 },
});

const waiting: readonly GradeOutcome[] = ["unjudged", "judge-failed"];
const uncounted: readonly GradeOutcome[] = [...waiting, "excluded", "stale"];

/** Whether attempts wait for a judge, or the judge failed at them: nobody knows whether they are right. */
export const isUndecided = (outcome: GradeOutcome): boolean => waiting.includes(outcome);

/** Whether attempts are in means; others are counted beside them (facts: evaluation 6.1). */
export const isCounted = (outcome: GradeOutcome): boolean => !uncounted.includes(outcome);

/** Attempts that nobody has decided. */
export const undecided = (counts: Readonly<OutcomeCounts>): number => counts.unjudged + counts["judge-failed"];
