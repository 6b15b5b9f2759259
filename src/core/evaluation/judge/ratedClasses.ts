/** What a rater can hold of an answer; a failure of a judge is on no side. */
export const ratedClasses = ["correct", "incorrect", "no_answer"] as const;
export type RatedClass = (typeof ratedClasses)[number];

export const isRated = (outcome: string): outcome is RatedClass => ratedClasses.some(one => one === outcome);
