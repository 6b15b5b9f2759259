/**
 * Why a loop did not run a call, so that no tool could refuse it: no reply came at all, the answer in its turn ended the
 * rollout, the loop runs another call of the turn, no more than so many, or only one at the turn's end (`dialects.ts`).
 */
export const notRunRules = ["no-reply", "answer-wins", "first-runs", "last-runs", "over-limit", "text-behind"] as const;

export type NotRunRule = (typeof notRunRules)[number];
