import type { Tag } from "./tag.js";
import { forwardTag } from "./forwardTag.js";
import { isErrorReply } from "./isErrorReply.js";
import type { TurnPart } from "./trajectory.js";

const closeLength = "</tool_response>".length;

/**
 * Divides a tool's turn into replies and the text beside them; the parts tile the turn. A turn without tags (DeepEyes'
 * errors, the messages of its evaluation) is one reply. `tags` are those of the text.
 */
export function parseReplies(text: string, tags: readonly Tag[]): readonly TurnPart[] {
  const findClose = forwardTag(tags, "tool_response", true);
  const parts: TurnPart[] = [];
  let at = 0;
  for (const open of tags) {
    if (open.name !== "tool_response" || open.isClose || open.at < at) continue;
    if (open.at > at) parts.push(outside(text, at, open.at));
    const closeAt = findClose(open.at);
    const bodyEnd = Math.min(closeAt, text.length);
    at = closeAt === Infinity ? text.length : closeAt + closeLength;
    parts.push(reply(open.at, at, text.slice(open.end, bodyEnd)));
  }
  if (parts.length === 0) return text === "" ? [] : [reply(0, text.length, text)];
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
