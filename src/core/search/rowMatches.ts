import type { Rollout } from "../rollout/rollout.js";
import type { Trajectory } from "../rollout/trajectory.js";
import { trajectoryOf } from "../rollout/trajectoryOf.js";
import type { Matcher } from "./createMatcher.js";
import { excerptOf, type Excerpt } from "./excerptOf.js";
import { searchedTexts, type SearchedPart, type SearchedText } from "./searchedTexts.js";
import type { SearchPlace } from "./searchQuery.js";
import type { TextRange } from "./textRange.js";
import { TurnPlaces, type TurnPlace } from "./turnPlaces.js";

/** One match in one text of a rollout. */
export interface SearchHit {
  readonly part: SearchedPart;
  /** Its index among the response's messages; null where the response is one text. */
  readonly message: number | null;
  /** In the text as the file holds it. */
  readonly range: TextRange;
  /** Of a match in the response: where the view shows it. */
  readonly place: TurnPlace | null;
  readonly excerpt: Excerpt;
}

/** What a search finds in one rollout. */
export interface RowMatches {
  /** The first of its matches. */
  readonly hits: readonly SearchHit[];
  /** Matches in all, counted no further than `mostCounted`. */
  readonly count: number;
}

/** Matches of one rollout beyond this are not counted. */
export const mostCounted = 10_000;

/** The turn that a message became: messages before the model's first are the prompt. */
function messageTurns(rollout: Rollout, { turns }: Trajectory, message: number): Pick<Trajectory, "turns"> {
  const messages = rollout.response.kind === "messages" ? rollout.response.messages.length : turns.length;
  const turn = turns[message - (messages - turns.length)];
  return { turns: turn === undefined ? [] : [turn] };
}

/** Parses the trajectory at most once, and only where a match stands in the response. */
class Places {
  private trajectory: Trajectory | null = null;
  private readonly rollout: Rollout;

  constructor(rollout: Rollout) {
    this.rollout = rollout;
  }

  of({ part, text, message }: SearchedText): TurnPlaces | null {
    if (part !== "response") return null;
    this.trajectory ??= trajectoryOf(this.rollout);
    const held = message === null ? this.trajectory : messageTurns(this.rollout, this.trajectory, message);
    return new TurnPlaces(held, text);
  }
}

/** Finds a query in the texts of a rollout. Null where it is in none of them. */
export function rowMatches(rollout: Rollout, find: Matcher, place: SearchPlace, mostHits: number): RowMatches | null {
  const places = new Places(rollout);
  const hits: SearchHit[] = [];
  let count = 0;
  for (const searched of searchedTexts(rollout, place)) {
    const ranges = find(searched.text, mostCounted - count);
    count += ranges.length;
    const shown = ranges.slice(0, mostHits - hits.length);
    const turns = shown.length === 0 ? null : places.of(searched);
    for (const range of shown) {
      const { part, message } = searched;
      const excerpt = excerptOf(searched.text, range);
      hits.push({ part, message, range, place: turns?.placeOf(range) ?? null, excerpt });
    }
  }
  return count === 0 ? null : { hits, count };
}
