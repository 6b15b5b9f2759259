import type { ReadJudgement } from "./readVerdict.js";

const scoreLine = /^(?:[^\S\n]|[>*])*SCORE:[\s*]*(10|[1-9])(?:\s*\/\s*10)?[\s*.]*$/gm;

/** From this score on an answer counts as right where only right and wrong are told apart. */
export const rightFrom = 8;

const judgement = (score: number, isMulti: boolean): ReadJudgement => ({
  outcome: score >= rightFrom ? "correct" : "incorrect",
  ...{ score, isMulti },
});

/** Reads a score from 1 to 10 out of a judge's reply; null: it gave none, or one off the scale (facts: evaluation 6.3). */
export function readScore(reply: string): ReadJudgement | null {
  const found = Array.from(reply.matchAll(scoreLine), ([, score]) => Number(score));
  const last = found.at(-1);
  return last === undefined ? null : judgement(last, found.length > 1);
}

/** The same of prompts that want nothing but the number, as MangaVQA's own does: the whole reply is one. */
export function readBareScore(reply: string): ReadJudgement | null {
  const [, score] = /^\s*(10|[1-9])\s*$/.exec(reply) ?? [];
  return score === undefined ? null : judgement(Number(score), false);
}
