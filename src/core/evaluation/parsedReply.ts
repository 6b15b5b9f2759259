export const replyRules = [
  /** A letter in the last `<answer>`; a declared one ("Answer: B", "the answer is B"); a letter alone. */
  "tag",
  "declared",
  "letter",
  /** The exact text of an option, or a yes or no that begins the reply; of an open question the reply itself. */
  "text",
  "integer",
  /** Nothing is read: a letter and another option's text; several letters; none of the question's letters. */
  "conflict",
  "two-letters",
  "invalid-letter",
  /** Several numbers; a number that is only about right. */
  "several",
  "hedged",
  "none",
  /** The reasoning, or the answer's tag, is not closed. */
  "unclosed",
  "refusal",
  "empty",
] as const;
export type ReplyRule = (typeof replyRules)[number];

export interface ParsedReply {
  /** The label of an option, a number, or the words of an open answer; null: nothing was read. */
  readonly answer: string | number | null;
  readonly rule: ReplyRule;
  /** Letters or numbers that stand where the answer was looked for. */
  readonly candidates: readonly string[];
  readonly version: number;
}
