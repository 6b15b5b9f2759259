import { plainAnswer } from "./plainAnswer.js";

/** Whether two texts say the same but for marks, capitals, blanks and a full stop at the end. */
export function sameAnswer(a: string, b: string): boolean {
  return normalAnswer(a) === normalAnswer(b);
}

/** The form in which answers are compared. */
export function normalAnswer(text: string): string {
  return foldedAnswer(plainAnswer(text));
}

/** The same of an answer that is plain already. */
export function foldedAnswer(plain: string): string {
  const folded = plain.replace(/\s+/g, " ").toLowerCase();
  return folded.endsWith(".") ? folded.slice(0, -1) : folded;
}
