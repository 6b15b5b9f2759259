import type { PromptTemplate } from "../promptTemplate.js";
import { promptProblems, type PromptProblem } from "./promptProblems.js";

/** Prompts with a user's own laid over. */
export interface OverlaidPrompts {
  readonly prompts: readonly PromptTemplate[];
  /** Ids of those that a user's own took the place of, and of those that came besides. */
  readonly replaced: readonly string[];
  readonly added: readonly string[];
  readonly problems: readonly { readonly id: string; readonly problem: PromptProblem }[];
}

function problemsOf(own: PromptTemplate, old: PromptTemplate | undefined): readonly PromptProblem[] {
  const places = promptProblems(own);
  if (old === undefined) return own.use === "judge" ? places : [...places, { code: "unknown-id" }];
  const isSame = old.task === own.task && old.input === own.input && old.use === own.use;
  return isSame ? places : [...places, { code: "moved" }];
}

/**
 * Lays a user's own prompts over the ones that there are, by id. One with a problem is not taken: whoever asked for it
 * must be told, since the product's own would otherwise be used in its place without a word.
 */
export function overlayPrompts(prompts: readonly PromptTemplate[], own: readonly PromptTemplate[]): OverlaidPrompts {
  const byId = new Map(prompts.map(prompt => [prompt.id, prompt]));
  const judged = own.map(prompt => ({ prompt, problems: problemsOf(prompt, byId.get(prompt.id)) }));
  const taken = judged.filter(({ problems }) => problems.length === 0).map(({ prompt }) => prompt);
  const ids = taken.map(({ id }) => id);
  return {
    prompts: [...new Map([...prompts, ...taken].map(prompt => [prompt.id, prompt])).values()],
    replaced: ids.filter(id => byId.has(id)),
    added: ids.filter(id => !byId.has(id)),
    problems: judged.flatMap(({ prompt, problems }) => problems.map(problem => ({ id: prompt.id, problem }))),
  };
}
