import { collapsedRun } from "../rollout/collapsedRun.js";
import type { Trajectory, Turn } from "../rollout/trajectory.js";
import type { TextRange } from "./textRange.js";

/** Where a match stands in the trajectory as the view shows it. */
export interface TurnPlace {
  readonly turn: number;
  /** In the turn's text; null where the match is no part of what the view shows (chat tokens, role words). */
  readonly range: TextRange | null;
  /** Index among the trajectory's calls, where the match stands in one. */
  readonly call: number | null;
}

/** A piece of a turn's text and where it stands in the response. */
interface Piece {
  readonly turn: Turn;
  readonly at: number;
  readonly inTurn: number;
  readonly length: number;
}

/**
 * The pieces of turns within the response, in order. Turns are pieces of it, less role words and chat tokens, with runs
 * of image tokens collapsed, so that each piece is found by looking for it behind the one before.
 */
function piecesOf(turns: readonly Turn[], response: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const turn of turns) {
    let inTurn = 0;
    for (const text of turn.text.split(collapsedRun)) {
      const at = text === "" ? -1 : response.indexOf(text, cursor);
      if (at !== -1) {
        pieces.push({ turn, at, inTurn, length: text.length });
        cursor = at + text.length;
      }
      inTurn += text.length + collapsedRun.length;
    }
  }
  return pieces;
}

function callAt(turn: Turn, offset: number): number | null {
  const part = turn.parts.find(({ start, end }) => start <= offset && offset < end);
  return part?.kind === "call" ? part.call : null;
}

/** Finds the places of ranges of one text of a response. `turns`: those that the text holds. */
export class TurnPlaces {
  private readonly pieces: readonly Piece[];

  constructor({ turns }: Pick<Trajectory, "turns">, response: string) {
    this.pieces = piecesOf(turns, response);
  }

  /** Null in a response without turns. */
  placeOf({ start, end }: TextRange): TurnPlace | null {
    const next = this.pieces.findIndex(({ at }) => at > start);
    const piece = this.pieces.at(next === -1 ? -1 : Math.max(0, next - 1));
    if (piece === undefined) return null;
    const { turn, at, inTurn, length } = piece;
    const offset = start - at;
    if (offset < 0 || offset >= length) return { turn: turn.index, range: null, call: null };
    const range = { start: inTurn + offset, end: inTurn + Math.min(end - at, length) };
    return { turn: turn.index, range, call: callAt(turn, range.start) };
  }
}
