import { questionValues } from "../benchmark/prompts/questionValues.js";
import { fillText } from "../benchmark/prompts/renderTemplate.js";
import type { Question } from "../dataset/question.js";
import { userPrompts } from "./userPrompts.js";

/**
 * The user's message of a question as the trainer's side makes it (`_messages` of src/trainer/zoom_rows.py): the prompt
 * that the row holds, else a question of the benchmark as exports ask it, else the question with those options that are
 * not in its text; null: it asks nothing.
 */
export function askedText({
  prompt,
  question,
  options,
  taskKind,
  benchmark,
}: Pick<Question, "prompt" | "question" | "options" | "taskKind" | "benchmark">): string | null {
  if (prompt !== null && prompt !== "") return prompt;
  if (question === null || question === "") return null;
  const template = benchmark === undefined ? undefined : userPrompts.get(taskKind ?? "");
  if (benchmark !== undefined && template !== undefined)
    return fillText(template, questionValues({ question, hint: benchmark.hint, options }));
  const missing = options.filter(({ text }) => !question.includes(text));
  return [question, ...missing.map(({ label, text }) => `${label}. ${text}`)].join("\n");
}
