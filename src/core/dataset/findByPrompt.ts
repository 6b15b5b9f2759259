import { anchorLength, type IndexedQuestion, type QuestionIndex } from "./questionIndex.js";
import { userTexts } from "./userTexts.js";

const wordCharacter = /[\p{L}\p{N}]/u;
const isWord = (char: string | undefined): boolean => char !== undefined && wordCharacter.test(char);

/** Longest question text that stands in `text` as whole words, or null. */
function longestInside(index: QuestionIndex, text: string): string | null {
  let longest: string | null = null;
  for (let at = 0; at + anchorLength <= text.length; at++) {
    for (const candidate of index.textsByAnchor.get(text.slice(at, at + anchorLength)) ?? []) {
      if (candidate.length <= (longest?.length ?? 0) || !text.startsWith(candidate, at)) continue;
      const end = at + candidate.length;
      if (isWord(text[at - 1]) && isWord(text[at])) continue;
      if (isWord(text[end]) && isWord(text[end - 1])) continue;
      longest = candidate;
    }
  }
  return longest;
}

/** Of questions with the same text, those whose options the prompt lists, where that leaves any. */
function withListedOptions(found: readonly IndexedQuestion[], text: string): readonly IndexedQuestion[] {
  const listed = found.filter(({ question }) => question.options.every(option => text.includes(option.text)));
  return listed.length > 0 ? listed : found;
}

/**
 * Questions that a logged prompt asks: those whose prompt or question is the user's whole message, else those with the
 * longest question text that stands inside it (trainers add options and instructions around a question).
 */
export function findByPrompt(index: QuestionIndex, prompt: string): readonly IndexedQuestion[] {
  const texts = userTexts(prompt);
  for (const text of texts) {
    const whole = index.byText.get(text);
    if (whole !== undefined) return withListedOptions(whole, text);
  }
  // The last user message without its options is the best guess at the question; the whole prompt may quote examples.
  const text = texts[1] ?? texts[0];
  const inside = text === undefined ? null : longestInside(index, text);
  return text === undefined || inside === null ? [] : withListedOptions(index.byText.get(inside) ?? [], text);
}
