import type { TurnRole } from "./trajectory.js";
import type { TurnSlice } from "./turnSlice.js";

const startToken = "<|im_start|>";
const endTokens = ["<|im_end|>", "<|endoftext|>"];
const assistantLine = "assistant\n";
/** A first line that is longer names no role. */
const longestRole = 20;
const space = " ".charCodeAt(0);
const closingBracket = ">".charCodeAt(0);
const firstBeyondAscii = 0x80;

/**
 * Cuts a response that kept its chat tokens. The text before the first `<|im_start|>` is the model's: the prompt ended
 * with the opening of its turn. DeepEyes writes no `<|im_end|>` before a tool's turn, so only the openings divide.
 */
export function splitChatTurns(text: string): readonly TurnSlice[] {
  const turns: TurnSlice[] = [];
  let at = text.indexOf(startToken);
  const before = withoutEndTokens(text, 0, at === -1 ? text.length : at);
  if (before.trim() !== "" || at !== 0) turns.push({ role: "model", text: before });
  while (at !== -1) {
    const next = text.indexOf(startToken, at + startToken.length);
    turns.push(chatTurn(text, at + startToken.length, next === -1 ? text.length : next, turns.at(-1)));
    at = next;
  }
  return turns;
}

/** The role that the two templates write most is seen at once; others are what the first line says. */
function chatTurn(text: string, start: number, end: number, before: TurnSlice | undefined): TurnSlice {
  if (text.startsWith(assistantLine, start)) {
    return { role: "model", text: withoutEndTokens(text, start + assistantLine.length, end) };
  }
  const head = text.slice(start, Math.min(end, start + longestRole + 1));
  const lineEnd = head.indexOf("\n");
  const written = withoutEndTokens(text, start + lineEnd + 1, end);
  return { role: turnRole(head.slice(0, Math.max(0, lineEnd)).trim(), written, before), text: written };
}

/** A user turn that follows the model's is a tool's reply when it is tagged as one, is an error text, or follows a call. */
function turnRole(role: string, text: string, before: TurnSlice | undefined): TurnRole {
  if (role === "assistant") return "model";
  if (role === "tool" || role === "observation" || role === "function") return "tool";
  if (text.includes("<tool_response>")) return "tool";
  return before?.role === "model" && /<tool_call>|<grounding>|```json/.test(before.text) ? "tool" : "user";
}

/** The text between two positions without the tokens that end a turn, and the newline that a chat template puts behind. */
function withoutEndTokens(text: string, start: number, last: number): string {
  let end = last;
  for (;;) {
    const trimmed = trimmedEnd(text, start, end);
    // Both tokens end in it, and few texts do.
    if (text.charCodeAt(trimmed - 1) !== closingBracket) return text.slice(start, end);
    const token = endTokens.find(candidate => text.endsWith(candidate, trimmed));
    if (token === undefined || trimmed - token.length < start) return text.slice(start, end);
    end = trimmed - token.length;
  }
}

/** Where the text between two positions ends without the white space at its end. */
function trimmedEnd(text: string, start: number, end: number): number {
  const last = text.charCodeAt(end - 1);
  if (last > space && last < firstBeyondAscii) return end;
  return start + text.slice(start, end).trimEnd().length;
}
