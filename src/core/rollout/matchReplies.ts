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
    const replies = repliesAfter(turn, turns);
    if (replies.length > 0) {
      pair(calls.slice(from, to), replies, conventions, (call, reply) => {
        matched[call.index] = withReply(call, reply);
      });
    }
    from = to;
  }
  return matched;
}

function withReply(call: ZoomCall, reply: Reply): ZoomCall {
  const { index, turn, tool, isZoom, requested, label, source, tag, closed, body, problem } = call;
  const plain = { index, turn, tool, isZoom, requested, label, source, tag, closed, body, problem, reply };
  if (call.aim === undefined && call.sourceKey === undefined) return plain;
  return { ...call, reply };
}

function repliesAfter(turn: number, turns: readonly Turn[]): readonly Reply[] {
  const replies: Reply[] = [];
  for (let index = turn + 1; turns[index]?.role === "tool"; index++) {
    for (const part of turns[index]?.parts ?? []) {
      if (part.kind !== "reply") continue;
      const reply = { turn: index, isError: part.isError, text: part.text };
      replies.push(reply);
      for (let more = imagesIn(part.text) - 1; more > 0; more--) replies.push(reply);
    }
  }
  return replies;
}

/** A reply shows at most a few crops; a text that repeats the tag without end is not followed. */
const mostImages = 50;

function imagesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("<image>"); at !== -1 && count < mostImages; at = text.indexOf("<image>", at + 1)) count++;
  return count;
}

/** Pairs replies with calls in order; each pair is handed to `answer`. */
function pair(
  calls: readonly ZoomCall[],
  replies: readonly Reply[],
  conventions: CallConventions,
  answer: (call: ZoomCall, reply: Reply) => void,
): void {
  const candidates = answerable(calls, replies.length, conventions);
  // A tool that runs only the last call of a turn also reports errors in its body.
  const skipped = conventions.executes === "last" ? Math.max(0, candidates.length - replies.length) : 0;
  candidates.slice(skipped).forEach((call, index) => {
    const reply = replies[index];
    if (reply !== undefined) answer(call, reply);
  });
}

/**
 * The calls that `replies` replies can be for: those that the trainer's parser takes, unless there are more replies. Then
 * the log shows that closed ones were answered too, or even ones whose closing tag was stripped.
 */
function answerable(calls: readonly ZoomCall[], replies: number, conventions: CallConventions): readonly ZoomCall[] {
  const closed = calls.filter(call => call.closed || !conventions.needsClosingTag);
  if (replies > closed.length) return calls;
  if (conventions.executes === "last") return closed;
  const parsed = closed.filter(call => isParsedCall(call, conventions));
  return replies > parsed.length ? closed : parsed;
}
