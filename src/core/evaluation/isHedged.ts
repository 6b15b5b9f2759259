import { numberWords } from "./numberWords.js";

const before =
  "about|around|approximately|approx\\.?|roughly|nearly|almost|at least|at most|more than|less than|fewer than|over|under|up to|maybe|perhaps|possibly|probably|not|isn['’]t|aren['’]t";
const words = [...numberWords.keys()].join("|");
const hedge = new RegExp(`(?:(?<![a-z])(?:${before})\\s+|[~≈≥≤]\\s*)(?:[0-9]|(?:${words})(?![a-z]))`, "i");
const after = /[0-9]\s*\+|(?<![a-z])or (?:so|more|fewer|less)(?![a-z])/i;

/** "about 3", "3 or so", "at least 3": a number that is not given as the one right one. */
export function isHedged(answer: string): boolean {
  return hedge.test(answer) || after.test(answer);
}
