import type { TurnRole } from "./trajectory.js";
import type { TurnSlice } from "./turnSlice.js";

const startToken = "<|im_start|>";

/**
 * Cuts a response that kept its chat tokens. The text before the first `<|im_start|>` is the model's: the prompt ended
 * with the opening of its turn. DeepEyes writes no `<|im_end|>` before a tool's turn, so only the openings divide.
 */
export function splitChatTurns(text: string): readonly TurnSlice[] {
  const turns: TurnSlice[] = [];
  let at = text.indexOf(startToken);
  const before = withoutEndTokens(text.slice(0, at === -1 ? text.length : at));
  if (before.trim() !== "" || at !== 0) turns.push({ role: "model", text: before });
  while (at !== -1) {
    const next = text.indexOf(startToken, at + startToken.length);
    turns.push(chatTurn(text.slice(at + startToken.length, next === -1 ? text.length : next), turns.at(-1)));
    at = next;
  }
  return turns;
}

function chatTurn(written: string, before: TurnSlice | undefined): TurnSlice {
  const lineEnd = written.indexOf("\n");
  const hasRole = lineEnd !== -1 && lineEnd <= 20;
  const role = hasRole ? written.slice(0, lineEnd).trim() : "";
  const text = withoutEndTokens(hasRole ? written.slice(lineEnd + 1) : written);
  return { role: turnRole(role, text, before), text };
}

/** A user turn that follows the model's is a tool's reply when it is tagged as one, is an error text, or follows a call. */
function turnRole(role: string, text: string, before: TurnSlice | undefined): TurnRole {
  if (role === "assistant") return "model";
  if (role === "tool" || role === "observation" || role === "function") return "tool";
  if (text.includes("<tool_response>")) return "tool";
  return before?.role === "model" && /<tool_call>|<grounding>|```json/.test(before.text) ? "tool" : "user";
}

/** Drops the tokens that end a turn, and the newline that a chat template puts behind them. */
function withoutEndTokens(text: string): string {
  let end = text.length;
  for (;;) {
    const trimmed = text.slice(0, end).trimEnd();
    const token = ["<|im_end|>", "<|endoftext|>"].find(candidate => trimmed.endsWith(candidate));
    if (token === undefined) return text.slice(0, end);
    end = trimmed.length - token.length;
  }
}
