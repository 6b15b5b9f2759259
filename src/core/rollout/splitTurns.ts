import { asksTool } from "./asksTool.js";
import type { RolloutMessage, RolloutResponse } from "./rollout.js";
import { scanTurn } from "./scanTurn.js";
import { sliceTurn } from "./sliceTurn.js";
import { splitChatTurns } from "./splitChatTurns.js";
import { splitPlainTurns } from "./splitPlainTurns.js";
import type { TurnRole } from "./trajectory.js";
import type { TurnSlice, TurnSplit } from "./turnSlice.js";

/** Cuts a response into turns: exactly where the file has messages or chat tokens, else by role words (formats.md 1.2). */
export function splitTurns(response: RolloutResponse): TurnSplit {
  if (response.kind === "messages") return { turns: splitMessages(response.messages), suspectTurns: 0 };
  const { text } = response;
  // First without its first character: `|` is rarer than `<`, and the search the faster for it.
  const hasChatTokens = text.includes("|im_start|>") && text.includes("<|im_start|>");
  return hasChatTokens ? { turns: splitChatTurns(text), suspectTurns: 0 } : splitPlainTurns(text);
}

/** Messages before the model's first are the prompt, and no part of its response. */
function splitMessages(messages: readonly RolloutMessage[]): readonly TurnSlice[] {
  const first = messages.findIndex(message => message.role === "assistant");
  if (first === -1) return [];
  const turns: TurnSlice[] = [];
  for (const message of messages.slice(first)) {
    const { text } = message;
    turns.push(sliceTurn(messageRole(message.role, turns.at(-1)), text, 0, text.length, scanTurn(text, 0, null)));
  }
  return turns;
}

/** DeepEyes' evaluation stores the crop as a user message without tags: what answers a call is the tool's. */
function messageRole(role: string, before: TurnSlice | undefined): TurnRole {
  if (role === "assistant") return "model";
  if (role === "tool" || role === "observation" || role === "function") return "tool";
  return before?.role === "model" && asksTool(before.text) ? "tool" : "user";
}
