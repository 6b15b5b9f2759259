import type { PromptTemplate } from "../../benchmark/promptTemplate.js";
import { fillText } from "../../benchmark/prompts/renderTemplate.js";
import { zoomToolText } from "../../launch/zoomToolText.js";

/** What a run's model was told, as its run folder has it (`options/<stage>/dataset.json`). */
export interface TrainedWords {
  readonly systemPrompt: string;
  /** The user's part by task kind, with its places. */
  readonly prompts: Readonly<Record<string, string | undefined>>;
}

export interface TrainedPrompts {
  readonly prompts: readonly PromptTemplate[];
  /** Ids of those whose words are other than the product's. */
  readonly changed: readonly string[];
}

const origin = "the training run";

function trained(prompt: PromptTemplate, words: TrainedWords): PromptTemplate {
  const system =
    fillText(prompt.system, { tools: zoomToolText }) === words.systemPrompt ? prompt.system : words.systemPrompt;
  const user = words.prompts[prompt.task] ?? prompt.user;
  return system === prompt.system && user === prompt.user ? prompt : { ...prompt, origin, system, user };
}

/**
 * The prompts of an input and use in the words of a training run. Where the words are the same, the prompt stays as it is,
 * so that its hash is that of every other model's.
 */
export function trainedPrompts(
  prompts: readonly PromptTemplate[],
  { input, use }: Pick<PromptTemplate, "input" | "use">,
  words: TrainedWords,
): TrainedPrompts {
  const changed: string[] = [];
  const laid = prompts.map(prompt => {
    if (prompt.input !== input || prompt.use !== use) return prompt;
    const told = trained(prompt, words);
    if (told !== prompt) changed.push(prompt.id);
    return told;
  });
  return { prompts: laid, changed };
}
