import type { Tag, TagName } from "./tag.js";

const names: readonly TagName[] = ["think", "answer", "tool_call", "grounding", "tool_response"];

interface Word {
  readonly text: string;
  readonly name: TagName;
  /** The character at the place where this tag differs from the others that begin alike. */
  readonly telling: number;
}

const tellingAt = { open: 6, close: 7 } as const;
const slash = "/".charCodeAt(0);

/** The tags by their first letter, or by the one behind the slash. */
function wordsByLetter(isClose: boolean): readonly (readonly Word[] | undefined)[] {
  const byLetter: Word[][] = [];
  for (const name of names) {
    const text = isClose ? `</${name}>` : `<${name}>`;
    const telling = text.charCodeAt(isClose ? tellingAt.close : tellingAt.open);
    (byLetter[name.charCodeAt(0)] ??= []).push({ text, name, telling });
  }
  return byLetter;
}

const opens = wordsByLetter(false);
const closes = wordsByLetter(true);

/**
 * The tag whose `<` is at a position of a text, or null. Its own position is told less `shift`. Every `<` of every
 * response comes by here, so two characters decide before words are compared.
 */
export function tagAt(text: string, at: number, shift: number): Tag | null {
  const second = text.charCodeAt(at + 1);
  const isClose = second === slash;
  const words = isClose ? closes[text.charCodeAt(at + 2)] : opens[second];
  if (words === undefined) return null;
  const telling = text.charCodeAt(at + (isClose ? tellingAt.close : tellingAt.open));
  for (const word of words) {
    if (word.telling !== telling || !text.startsWith(word.text, at)) continue;
    return { at: at - shift, end: at - shift + word.text.length, name: word.name, isClose };
  }
  return null;
}
