/** Was the answer right? Never read from the score: from an `acc` column, else from the answer's text, else unknown. */
export type Outcome = "correct" | "wrong" | "unparsed" | "unknown";

export type OutcomeSource = "acc-column" | "parsed-answer" | "none";
