import type { Question } from "../dataset/question.js";

/**
 * The user's message of a question as the trainer's side makes it (`_messages` of src/trainer/zoom_rows.py): the prompt
 * that the row holds, else the question with those options that are not in its text; null: it asks nothing.
 */
export function askedText({
  prompt,
  question,
  options,
}: Pick<Question, "prompt" | "question" | "options">): string | null {
  if (prompt !== null && prompt !== "") return prompt;
  if (question === null || question === "") return null;
  const missing = options.filter(({ text }) => !question.includes(text));
  return [question, ...missing.map(({ label, text }) => `${label}. ${text}`)].join("\n");
}
