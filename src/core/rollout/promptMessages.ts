import type { Rollout } from "./rollout.js";

const askingRoles: ReadonlySet<string> = new Set(["system", "user"]);

/**
 * How many of a response's messages are the prompt that was really sent: those that stand before the model's first
 * (formats.md 2.2). None where the model says nothing, and none of a response that is one text.
 */
export function promptMessages({ response }: Pick<Rollout, "response">): number {
  if (response.kind === "text") return 0;
  const first = response.messages.findIndex(({ role }) => role === "assistant");
  if (first <= 0) return 0;
  return response.messages.slice(0, first).every(({ role }) => askingRoles.has(role)) ? first : 0;
}
