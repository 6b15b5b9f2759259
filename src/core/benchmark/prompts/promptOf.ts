import type { PromptInput, PromptTemplate, PromptUse } from "../promptTemplate.js";
import type { TaskKind } from "../taskKinds.js";

/** The prompt by which a question is put to a model; null where there is none of this combination. */
export function promptOf(
  prompts: readonly PromptTemplate[],
  task: TaskKind,
  input: PromptInput,
  use: Extract<PromptUse, "answer" | "reason" | "distil">,
): PromptTemplate | null {
  return prompts.find(prompt => prompt.task === task && prompt.input === input && prompt.use === use) ?? null;
}
