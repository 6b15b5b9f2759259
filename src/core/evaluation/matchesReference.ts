import type { QuestionRecord } from "../benchmark/questionRecord.js";

/**
 * Whether an open answer is word for word the right one, or one that is as right: no judge has to be asked then. Case,
 * blanks, quotes and the punctuation around it say nothing; inside it they do.
 */
export function matchesReference(answer: string, question: Pick<QuestionRecord, "answer" | "alternatives">): boolean {
  const given = bare(answer);
  return given !== "" && [String(question.answer), ...question.alternatives].some(right => bare(right) === given);
}

function bare(text: string): string {
  return (
    text
      .normalize("NFKC")
      .toLowerCase()
      .replace(/[‘’]/g, "'")
      .replace(/\s+/g, " ")
      .replace(/^[\s"'“”«»*.,;:!?]+/, "")
      // A run of marks inside is looked at once, from where it begins.
      .replace(/(?<![\s"'“”«»*.,;:!?])[\s"'“”«»*.,;:!?]+$/, "")
  );
}
