import type { TextRange } from "./textRange.js";

const letter = /[\p{L}\p{M}\p{N}_]/u;
/** Scripts that put no spaces between words: there a word ends anywhere. */
const unspaced = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]/u;

const isWordCharacter = (character: string): boolean => letter.test(character) && !unspaced.test(character);

/** The whole character that ends before an offset, or begins at it; empty at the text's ends. */
const before = (text: string, at: number): string => Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? "";
const after = (text: string, at: number): string => Array.from(text.slice(at, at + 2))[0] ?? "";

const isEdge = (inside: string, outside: string): boolean => !(isWordCharacter(inside) && isWordCharacter(outside));

/** True when no word goes on beyond either end of a range. */
export function isWholeWord(text: string, { start, end }: TextRange): boolean {
  return isEdge(after(text, start), before(text, start)) && isEdge(before(text, end), after(text, end));
}
