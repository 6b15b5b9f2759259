import type { PromptTemplate, PromptUse } from "../promptTemplate.js";
import type { TaskKind } from "../taskKinds.js";
import { placesOfPrompt, placesOfUse } from "./promptPlaces.js";

/** What keeps a prompt from being used. */
export type PromptProblem =
  /** It has a place that nothing is filled into. */
  | { readonly code: "unknown-place"; readonly place: string }
  /** Without this place it would ask nothing, or not what its use is. */
  | { readonly code: "missing-place"; readonly place: string }
  /** It calls itself by the id of another combination of task kind, input and use. */
  | { readonly code: "moved" }
  /** Questions are put by the ids that there are; only judges may be added. */
  | { readonly code: "unknown-id" };

const withoutOptions: readonly TaskKind[] = ["panel_understanding", "character_counting"];

const needsOfUse: Readonly<Record<PromptUse, readonly string[]>> = {
  generate: [],
  answer: ["question"],
  reason: ["question"],
  distil: ["question"],
  judge: ["question", "reference", "answer"],
};

function needs({ task, input, use }: PromptTemplate): readonly string[] {
  const isAsked = use === "answer" || use === "reason" || use === "distil";
  return [
    ...needsOfUse[use],
    ...(isAsked && !withoutOptions.includes(task) ? ["options"] : []),
    ...(isAsked && task === "dialog_reordering" ? ["hint"] : []),
    ...(isAsked && input === "zoom" ? ["tools"] : []),
  ];
}

/** What is wrong with the places of a prompt. */
export function promptProblems(prompt: PromptTemplate): readonly PromptProblem[] {
  const there = placesOfPrompt(prompt);
  const unknown = there.filter(place => !placesOfUse[prompt.use].includes(place));
  const missing = needs(prompt).filter(place => !there.includes(place));
  return [
    ...unknown.map(place => ({ code: "unknown-place", place }) as const),
    ...missing.map(place => ({ code: "missing-place", place }) as const),
  ];
}
