import { normalisePrompt } from "./normalisePrompt.js";

const chatUser = /<\|im_start\|>user\n([\s\S]*?)(?:<\|im_end\|>|<\|im_start\|>|$)/g;
/** The opening of the answer that chat templates put at the end, with what some of them let the model begin with. */
const generationPrompt = /(?:^|\n)assistant\s*(?:<think>\s*)?$/;
/** Prompts with hundreds of lines `user` are no chat; a bound keeps the work per row small. */
const mostMarkers = 16;

function plainUserTexts(prompt: string): readonly string[] {
  const body = prompt.replace(generationPrompt, "");
  const texts: string[] = [];
  for (const marker of body.matchAll(/(?:^|\n)user\n/g)) {
    if (texts.length === mostMarkers) break;
    texts.push(body.slice(marker.index + marker[0].length));
  }
  return texts;
}

/**
 * What a logged chat prompt may have asked, normalised, the most text first: the whole prompt, then the user messages.
 * With chat tokens the messages are exact. Without them (verl drops special tokens) each `user` line may begin one that
 * reaches to the end, since a question may hold such a line itself.
 */
export function userTexts(prompt: string): readonly string[] {
  const exact = Array.from(prompt.matchAll(chatUser), match => match[1] ?? "");
  const texts = exact.length > 0 ? exact.toReversed() : plainUserTexts(prompt);
  return [prompt, ...texts].map(normalisePrompt).filter(text => text !== "");
}
