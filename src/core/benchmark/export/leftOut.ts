/** Why a question is not in an export. */
export const leftOutCodes = [
  /** A person rejected it. */
  "rejected",
  /** Two people decided differently, and nobody has settled it. */
  "conflict",
  /** Nobody has accepted it, where only accepted ones were asked for. */
  "not-accepted",
  /** An earlier question has its id. */
  "same-id",
  "no-question",
  "no-answer",
  /** A choice whose answer is none of its labels. */
  "answer-not-offered",
  "too-few-options",
  /** Two options with one label, or one text. */
  "same-options",
  /** An option, or an answer to an open question, that harnesses and data frames read as nothing, or as Yes or No. */
  "reserved-option",
  "reserved-answer",
  "no-integer",
  /** A box of a mark or target that is not on the page, or the part shown aside. */
  "outside-page",
  /** Its text holds what a chat template or a loader takes for its own. */
  "reserved-text",
  /** It makes no sense without its marks, and they were not to be drawn, nor does the format carry them. */
  "needs-marks",
  /** There is no prompt for its task kind, input and use. */
  "no-prompt",
  /** Its page is not among the pages: others were imported since the questions were built. */
  "no-page",
  /** Its page's image cannot be read, or is no longer of the size that boxes count in. */
  "missing-image",
  "unreadable-image",
  "wrong-size",
  /** Another picture of that size has taken the place of the one that was imported. */
  "image-changed",
  "too-large",
  /** More options than VLMEvalKit has letters for. */
  "too-many-options",
] as const;
export type LeftOutCode = (typeof leftOutCodes)[number];

/** A question that is not in the export. */
export interface LeftOut {
  readonly id: string;
  readonly task: string;
  readonly code: LeftOutCode;
  readonly detail: string | null;
}
