import { asksTool } from "./asksTool.js";
import { endOfTurn } from "./endOfTurn.js";
import { type ScannedTurn, scanTurn } from "./scanTurn.js";
import { sliceTurn } from "./sliceTurn.js";
import type { TurnRole } from "./trajectory.js";
import type { TurnSlice } from "./turnSlice.js";

const startToken = "<|im_start|>";
const assistantLine = "assistant\n";
/** A first line that is longer names no role. */
const longestRole = 20;

/**
 * Cuts a response that kept its chat tokens. The text before the first `<|im_start|>` is the model's: the prompt ended
 * with the opening of its turn. DeepEyes writes no `<|im_end|>` before a tool's turn, so only the openings divide.
 */
export function splitChatTurns(text: string): readonly TurnSlice[] {
  const turns: TurnSlice[] = [];
  const first = scanTurn(text, 0, startToken);
  const before = sliceTurn("model", text, 0, endOfTurn(text, 0, first.end), first);
  if (before.text.trim() !== "" || first.end !== 0) turns.push(before);
  for (let at = first.end; at < text.length;) {
    const head = readHead(text, at + startToken.length);
    const scanned = scanTurn(text, head.end, startToken);
    const end = endOfTurn(text, head.end, scanned.end);
    turns.push(sliceTurn(turnRole(head.role, scanned, turns.at(-1)), text, head.end, end, scanned));
    at = scanned.end;
  }
  return turns;
}

/** The role that opens a turn, and where its text starts: behind the role's line, or at once where there is none. */
function readHead(text: string, start: number): { readonly role: string; readonly end: number } {
  // The role that is written most is seen at once.
  if (text.startsWith(assistantLine, start)) return { role: "assistant", end: start + assistantLine.length };
  const head = text.slice(start, start + longestRole + 1);
  const lineEnd = head.indexOf("\n");
  const next = head.indexOf(startToken);
  const hasRole = lineEnd !== -1 && (next === -1 || lineEnd < next);
  return hasRole ? { role: head.slice(0, lineEnd).trim(), end: start + lineEnd + 1 } : { role: "", end: start };
}

/** A user turn that follows the model's is a tool's reply when it is tagged as one, is an error text, or follows a call. */
function turnRole(role: string, { tags }: ScannedTurn, before: TurnSlice | undefined): TurnRole {
  if (role === "assistant") return "model";
  if (role === "tool" || role === "observation" || role === "function") return "tool";
  if (tags.some(tag => tag.name === "tool_response" && !tag.isClose)) return "tool";
  return before?.role === "model" && asksTool(before.text) ? "tool" : "user";
}
