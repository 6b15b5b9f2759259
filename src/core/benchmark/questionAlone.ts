import type { QuestionRecord } from "./questionRecord.js";

/** A question and the words for its panel's place, where it has them. */
export type PlacedQuestion = Pick<QuestionRecord, "question"> & Partial<Pick<QuestionRecord, "position_text">>;

/**
 * The question as it is put where its panel alone is shown: without the words that say where on the page that panel
 * stands. One that a person gave another beginning stays as it is, and so does one that has no such words.
 */
export function questionAlone({ question, position_text: place }: PlacedQuestion): string {
  const beginning = `In ${place ?? ""}, `;
  if (typeof place !== "string" || !question.startsWith(beginning)) return question;
  const rest = question.slice(beginning.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
