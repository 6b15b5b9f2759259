import { holderOfPoint } from "./holderOf.js";
import type { SourceBubble, SourceCharacter } from "./sourcePage.js";

/** A line from words to the one who says them. */
export interface SpeakerLink {
  readonly character: string | null;
  readonly text: string | null;
  /** x, y where it begins, at the words, and x, y where it ends, in the pixels of the file. May hold fewer. */
  readonly ends: readonly number[];
}

interface LinkedPage {
  readonly bubbles: readonly SourceBubble[];
  readonly characters: readonly SourceCharacter[];
  /** Which balloon a text became part of. */
  readonly bubbleOf: ReadonlyMap<string, string>;
  /** Which body a face belongs to. */
  readonly bodyOf: ReadonlyMap<string, string>;
}

/** Who says what, balloon by balloon: by the ids of links, else by where their ends lie. */
export function linkedSpeakers(links: readonly SpeakerLink[], page: LinkedPage): ReadonlyMap<string, string> {
  const [bubbleIds, characterIds] = [page.bubbles, page.characters].map(list => new Set(list.map(({ id }) => id)));
  const speakers = new Map<string, string>();
  for (const { text, character, ends } of links) {
    const [x1, y1, x2, y2] = ends;
    const named = text === null ? null : (page.bubbleOf.get(text) ?? text);
    const drawn = x1 === undefined || y1 === undefined ? null : holderOfPoint(x1, y1, page.bubbles);
    const bubble = named !== null && bubbleIds?.has(named) === true ? named : drawn;
    const body = character === null ? null : (page.bodyOf.get(character) ?? character);
    const met = x2 === undefined || y2 === undefined ? null : holderOfPoint(x2, y2, page.characters);
    const speaker = body !== null && characterIds?.has(body) === true ? body : met;
    if (bubble !== null && speaker !== null) speakers.set(bubble, speaker);
  }
  return speakers;
}
