import { zoomToolText } from "../../launch/zoomToolText.js";
import type { PromptInput, PromptTemplate } from "../promptTemplate.js";
import { promptOf } from "../prompts/promptOf.js";
import { questionValues } from "../prompts/questionValues.js";
import { renderTemplate } from "../prompts/renderTemplate.js";
import type { QuestionRecord } from "../questionRecord.js";

/** A question as a model is asked it. */
export interface AskedQuestion {
  readonly system: string;
  /** Without places for images. */
  readonly user: string;
  /** Null: the words are the question's own, and its reader puts them into a prompt. */
  readonly prompt: PromptTemplate | null;
}

/** Puts a question into its prompt; null where there is none for its task kind, input and use, or it cannot be filled in. */
export function askedQuestion(
  question: QuestionRecord,
  input: PromptInput,
  use: "answer" | "reason",
  prompts: readonly PromptTemplate[],
): AskedQuestion | null {
  const prompt = promptOf(prompts, question.task, input, use);
  if (prompt === null) return null;
  const rendered = renderTemplate(prompt, { ...questionValues(question, prompt.input), tools: zoomToolText });
  return rendered.kind === "rendered" ? { system: rendered.system, user: rendered.user, prompt } : null;
}
