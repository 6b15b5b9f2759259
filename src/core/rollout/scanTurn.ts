import { collapsedRun } from "./collapsedRun.js";
import { type ImageRun, imageRunAt } from "./imageRunAt.js";
import type { Tag } from "./tag.js";
import { tagAt } from "./tagAt.js";

/** What one walk over a turn's text finds. */
export interface ScannedTurn {
  /** Where the turn ends: at the token that was looked for, or with the text. */
  readonly end: number;
  /** Positions are those in the turn's text once its runs of image tokens are collapsed. */
  readonly tags: readonly Tag[];
  readonly runs: readonly ImageRun[];
}

const bar = "|".charCodeAt(0);
const letterI = "I".charCodeAt(0);

/**
 * Walks from `start` to `endToken` (one that begins with `<|`) or to the end. All that parts a turn begins with `<`: one
 * search for it through the whole text is several times as fast as one for each tag, since a text holds few of them and
 * most begin alike.
 */
export function scanTurn(text: string, start: number, endToken: string | null): ScannedTurn {
  const tags: Tag[] = [];
  const runs: ImageRun[] = [];
  let shift = start;
  let at = text.indexOf("<", start);
  while (at !== -1) {
    const second = text.charCodeAt(at + 1);
    let next = at + 1;
    if (second === bar || second === letterI) {
      if (endToken !== null && text.startsWith(endToken, at)) break;
      const run = imageRunAt(text, at, start);
      if (run !== null) {
        runs.push(run);
        shift += run.end - run.start - collapsedRun.length;
        next = run.end;
      }
    } else {
      const tag = tagAt(text, at, shift);
      if (tag !== null) tags.push(tag);
    }
    at = text.indexOf("<", next);
  }
  return { end: at === -1 ? text.length : at, tags, runs };
}
