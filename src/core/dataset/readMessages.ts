import { isJsonObject } from "./jsonObject.js";

/** A chat message of any of the conventions in use (role/content, from/value), its parts joined; images as `<image>`. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant" | "other";
  readonly text: string;
}

const roles: ReadonlyMap<string, ChatMessage["role"]> = new Map([
  ["system", "system"],
  ["user", "user"],
  ["human", "user"],
  ["assistant", "assistant"],
  ["gpt", "assistant"],
]);

function partText(part: unknown): string {
  if (typeof part === "string") return part;
  if (!isJsonObject(part)) return "";
  if (typeof part["text"] === "string") return part["text"];
  return typeof part["type"] === "string" && part["type"].startsWith("image") ? "<image>" : "";
}

/** The messages of a list, or null when the value is no list of messages. */
export function readMessages(value: unknown): readonly ChatMessage[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const messages: ChatMessage[] = [];
  for (const item of value as readonly unknown[]) {
    if (!isJsonObject(item)) return null;
    const role = item["role"] ?? item["from"];
    const content = item["content"] ?? item["value"];
    if (typeof role !== "string") return null;
    const text = Array.isArray(content) ? content.map(partText).join("") : partText(content);
    messages.push({ role: roles.get(role) ?? "other", text });
  }
  return messages;
}
