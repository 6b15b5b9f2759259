import type { PromptTemplate, PromptUse } from "../promptTemplate.js";

/** What stands in a prompt for something that is filled in. */
const place = /\{([a-z][a-z_]*)\}/g;

const asked = ["question", "hint", "options", "tools"] as const;

/** The places that a prompt of each use may have: what there is to be filled in. */
export const placesOfUse: Readonly<Record<PromptUse, readonly string[]>> = {
  generate: ["caption", "count"],
  answer: asked,
  reason: asked,
  distil: asked,
  judge: ["fence", "question", "reference", "alternatives", "answer"],
};

/** The places of a text, each once, in the order of their first use. Other braces, as JSON's, are text. */
export function placesIn(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(place), ([, name = ""]) => name))];
}

/** The text with each place replaced by what `valueOf` gives; what was filled in is not looked at again. */
export function fillPlaces(text: string, valueOf: (name: string) => string): string {
  return text.replace(place, (_, name: string) => valueOf(name));
}

/** The places of a whole prompt. */
export function placesOfPrompt({ system, user }: PromptTemplate): readonly string[] {
  return placesIn(`${system}\n${user}`);
}
