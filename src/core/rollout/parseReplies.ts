import { isErrorReply } from "./isErrorReply.js";
import type { TurnPart } from "./trajectory.js";

const open = "<tool_response>";
const close = "</tool_response>";

/**
 * Divides a tool's turn into replies and the text beside them; the parts tile the turn. A turn without tags (DeepEyes'
 * errors, the messages of its evaluation) is one reply.
 */
export function parseReplies(text: string): readonly TurnPart[] {
  if (!text.includes(open)) return text === "" ? [] : [reply(0, text.length, text)];
  const parts: TurnPart[] = [];
  let at = 0;
  for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, at)) {
    if (start > at) parts.push(outside(text, at, start));
    const closeAt = text.indexOf(close, start);
    const end = closeAt === -1 ? text.length : closeAt + close.length;
    parts.push(reply(start, end, text.slice(start + open.length, closeAt === -1 ? end : closeAt)));
    at = end;
  }
  if (at < text.length) parts.push(outside(text, at, text.length));
  return parts;
}

function reply(start: number, end: number, written: string): TurnPart {
  const isTruncated = written.includes("...(truncated)") || written.trimStart().startsWith("(truncated)...");
  return {
    kind: "reply",
    start,
    end,
    text: written.trim(),
    isError: isErrorReply(written),
    isTruncated,
    problem: null,
  };
}

function outside(text: string, start: number, end: number): TurnPart {
  return { kind: "text", start, end, text: text.slice(start, end), problem: null };
}
