import type { IndexedFacts } from "./boxConsensus.js";

/** An answer that most rollouts of a question give. */
export interface AnswerConsensus {
  readonly indexes: readonly number[];
  /** Share of the question's rollouts that give it. */
  readonly agreement: number;
  /** Share of them that give the expected answer. */
  readonly withTarget: number;
}

const fewestRollouts = 4;
const shareOfRollouts = 0.8;
/** A mean wanted view from which on one may say that the rollouts had the target before them (facts: miniature 2). */
const inView = 0.3;

/** Rollouts that looked elsewhere do not know better. Where nobody knows the targets, or none are expected, all may. */
function haveLooked(rollouts: readonly IndexedFacts[]): boolean {
  const found = rollouts.map(({ facts }) => facts.found).filter(value => value !== null);
  return found.length === 0 || found.reduce((sum, value) => sum + value, 0) / found.length >= inView;
}

/** The wrong answer that nearly all rollouts of a question agree on; null when there is none. */
export function answerConsensus(rollouts: readonly IndexedFacts[]): AnswerConsensus | null {
  const byAnswer = new Map<string, IndexedFacts[]>();
  for (const one of rollouts) {
    const { answerKey, isCorrect } = one.facts;
    if (answerKey === null || isCorrect !== false) continue;
    const list = byAnswer.get(answerKey);
    if (list === undefined) byAnswer.set(answerKey, [one]);
    else list.push(one);
  }
  const [most] = [...byAnswer.values()].sort((a, b) => b.length - a.length);
  if (most === undefined || most.length < Math.max(fewestRollouts, shareOfRollouts * rollouts.length)) return null;
  if (!haveLooked(most)) return null;
  const right = rollouts.filter(({ facts }) => facts.isCorrect === true).length;
  return {
    indexes: most.map(({ index }) => index),
    agreement: most.length / rollouts.length,
    withTarget: right / rollouts.length,
  };
}
