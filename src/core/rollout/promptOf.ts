import { chatMessages } from "./chatMessages.js";
import { loggedText } from "./loggedText.js";
import type { RolloutMessage } from "./rollout.js";

/** Messages in the form that verl's dumps decode a prompt to: each role on a line of its own above its text. */
export const messagesPrompt = (messages: readonly RolloutMessage[]): string =>
  messages.map(({ role, text }) => `${role}\n${text}\n`).join("");

/** A logged prompt, a text or a list of messages, as one text. */
export function promptOf(logged: unknown): string {
  const messages = chatMessages(logged);
  return messages === null ? loggedText(logged ?? null) : messagesPrompt(messages);
}
