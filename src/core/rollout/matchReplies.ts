import type { CallConventions } from "./callConventions.js";
import { isParsedCall } from "./isParsedCall.js";
import type { Turn } from "./trajectory.js";
import type { ZoomCall } from "./zoomCall.js";

type Reply = NonNullable<ZoomCall["reply"]>;

/**
 * Gives each call the reply that answered it. Calls of a turn are answered in order by the tool's turns right behind it;
 * a call that the parser skipped got none. A reply with several images (DeepEyes v5) answers as many calls.
 */
export function matchReplies(
  calls: readonly ZoomCall[],
  turns: readonly Turn[],
  conventions: CallConventions,
): readonly ZoomCall[] {
  const matched = [...calls];
  for (let from = 0; from < calls.length;) {
    const turn = calls[from]?.turn ?? 0;
    let to = from;
    while (calls[to]?.turn === turn) to++;
    const ofTurn = calls.slice(from, to);
    const answered = answeredCalls(ofTurn, repliesAfter(turn, turns), conventions);
    for (const [call, reply] of answered) matched[call.index] = { ...call, reply };
    from = to;
  }
  return matched;
}

function repliesAfter(turn: number, turns: readonly Turn[]): readonly Reply[] {
  const replies: Reply[] = [];
  for (let index = turn + 1; turns[index]?.role === "tool"; index++) {
    for (const part of turns[index]?.parts ?? []) {
      if (part.kind !== "reply") continue;
      const reply = { turn: index, isError: part.isError, text: part.text };
      replies.push(reply);
      for (let image = 1; image < imagesIn(part.text); image++) replies.push(reply);
    }
  }
  return replies;
}

function imagesIn(text: string): number {
  return text.split("<image>", 50).length - 1;
}

function answeredCalls(
  calls: readonly ZoomCall[],
  replies: readonly Reply[],
  conventions: CallConventions,
): readonly (readonly [ZoomCall, Reply])[] {
  const parsed = calls.filter(call => isParsedCall(call, conventions));
  const closed = calls.filter(call => call.closed || !conventions.needsClosingTag);
  const candidates = replies.length <= parsed.length ? parsed : closed;
  // A tool that runs only the last call of a turn also reports errors in its body.
  const offset = conventions.executes === "last" ? Math.max(0, closed.length - replies.length) : 0;
  const pool = offset > 0 ? closed.slice(offset) : candidates;
  return pool.flatMap((call, index) => {
    const reply = replies[index];
    return reply === undefined ? [] : [[call, reply] as const];
  });
}
