import type { PlacedCall } from "../../src/core/rollout/placedCall.js";
import type { RolloutView } from "../../src/protocol/rolloutView.js";

/** A zoom call with its number among the rollout's zoom calls, from 0. */
export interface NumberedCall {
  readonly number: number;
  readonly placed: PlacedCall;
}

export interface CallsOfTurn {
  /** The zoom call written at a call part; `call` is the part's index into all calls. */
  written(call: number): NumberedCall | null;
  /** What became of the zoom calls, in the order of the turn's replies; null for a reply to another tool. */
  answered(turn: number): readonly (NumberedCall | null)[];
  /** True when a call's outcome stands in a later turn, with the reply. */
  hasReplyTurn(call: number): boolean;
}

/** Where each zoom call and what became of it is shown: once, at its reply, or at the call itself without one. */
export function callsOfTurn(view: Pick<RolloutView, "calls" | "placed" | "turns">): CallsOfTurn {
  const byIndex = new Map(view.placed.map((placed, number) => [placed.call.index, { number, placed }]));
  const byReply = new Map<number, (NumberedCall | null)[]>();
  for (const call of view.calls) {
    if (call.reply === null || call.reply.turn === call.turn) continue;
    const list = byReply.get(call.reply.turn) ?? [];
    list.push(byIndex.get(call.index) ?? null);
    byReply.set(call.reply.turn, list);
  }
  return {
    written: call => byIndex.get(call) ?? null,
    answered: turn => byReply.get(turn) ?? [],
    hasReplyTurn: index => {
      const call = view.calls[index];
      const turn = call?.reply?.turn;
      return turn !== undefined && turn !== call?.turn && view.turns.some(other => other.index === turn);
    },
  };
}
