import type { VerdictOutcome } from "../verdictRecord.js";

/** What a judge's reply says; several lines of a verdict may stand in it, of which the last holds. */
export interface ReadJudgement {
  readonly outcome: Extract<VerdictOutcome, "correct" | "incorrect" | "no_answer">;
  /** Null: the scale has none. */
  readonly score: number | null;
  readonly isMulti: boolean;
}

const verdictLine = /^(?:[^\S\n]|[>*])*VERDICT:[\s*]*(CORRECT|INCORRECT|NO_ANSWER)[\s*.]*$/gm;

const outcomes = { CORRECT: "correct", INCORRECT: "incorrect", NO_ANSWER: "no_answer" } as const;

const isName = (name: string | undefined): name is keyof typeof outcomes =>
  name !== undefined && Object.hasOwn(outcomes, name);

/** Reads the verdict of a binary judge out of its reply; null: it gave none (facts: evaluation 6.2). */
export function readVerdict(reply: string): ReadJudgement | null {
  const found = Array.from(reply.matchAll(verdictLine), ([, name]) => name).filter(isName);
  const last = found.at(-1);
  return last === undefined ? null : { outcome: outcomes[last], score: null, isMulti: found.length > 1 };
}
