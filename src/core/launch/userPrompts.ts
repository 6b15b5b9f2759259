import { builtInPrompts } from "../benchmark/prompts/builtInPrompts.js";
import { promptOf } from "../benchmark/prompts/promptOf.js";
import { taskKinds } from "../benchmark/taskKinds.js";

/**
 * How a question of the benchmark is asked in training, by task kind: the user's part of the prompt that exports use for
 * reasoning. It says the same whether there is a zoom tool, which the system message tells of.
 */
export const userPrompts: ReadonlyMap<string, string> = new Map(
  taskKinds.flatMap(task => {
    const prompt = promptOf(builtInPrompts, task, "page", "reason");
    return prompt === null ? [] : [[task, prompt.user] as const];
  }),
);
