import { imageTokens } from "./imageTokens.js";

/** A tag that parts a turn, as it stands in the turn's text: UTF-16 offsets, brackets included. */
export interface Tag {
  readonly at: number;
  readonly end: number;
  readonly name: TagName;
  readonly isClose: boolean;
}

export type TagName = "think" | "answer" | "tool_call" | "grounding" | "tool_response";

const names: readonly TagName[] = ["think", "answer", "tool_call", "grounding", "tool_response"];

interface Word {
  readonly text: string;
  readonly name: TagName;
  readonly isClose: boolean;
  /** A character by which this tag differs from the others that begin alike. */
  readonly telling: number;
}

const tellingAt = { open: 6, close: 7 } as const;

/** The tags by their first letter, or by the one behind the slash. */
function wordsByLetter(isClose: boolean): readonly (readonly Word[] | undefined)[] {
  const byLetter: Word[][] = [];
  for (const name of names) {
    const text = isClose ? `</${name}>` : `<${name}>`;
    const letter = name.charCodeAt(0);
    const telling = text.charCodeAt(isClose ? tellingAt.close : tellingAt.open);
    (byLetter[letter] ??= []).push({ text, name, isClose, telling });
  }
  return byLetter;
}

const opens = wordsByLetter(false);
const closes = wordsByLetter(true);
const slash = "/".charCodeAt(0);
const bar = "|".charCodeAt(0);
const letterI = "I".charCodeAt(0);

/**
 * All tags of a text, in order; null as soon as an image token is met, where `stopsAtImage` asks for it. One search for
 * `<` through the whole text: it is many times as fast as a search for each tag, since a text holds few of them and most
 * begin alike.
 */
export function findTags(text: string, stopsAtImage: boolean): readonly Tag[] | null {
  const tags: Tag[] = [];
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    const second = text.charCodeAt(at + 1);
    const tag = tagAt(text, at, second);
    if (tag !== null) tags.push(tag);
    else if (stopsAtImage && (second === bar || second === letterI) && isImageToken(text, at)) return null;
  }
  return tags;
}

function isImageToken(text: string, at: number): boolean {
  return imageTokens.some(token => text.startsWith(token, at));
}

function tagAt(text: string, at: number, second: number): Tag | null {
  const isClose = second === slash;
  const words = isClose ? closes[text.charCodeAt(at + 2)] : opens[second];
  if (words === undefined) return null;
  const telling = text.charCodeAt(at + (isClose ? tellingAt.close : tellingAt.open));
  for (const word of words) {
    if (word.telling !== telling || !text.startsWith(word.text, at)) continue;
    return { at, end: at + word.text.length, name: word.name, isClose };
  }
  return null;
}
