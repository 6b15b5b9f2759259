import { parseTolerant } from "../rollout/parseTolerant.js";
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

/** A list, or the list that a text holds as JSON. */
function asList(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as readonly unknown[];
  if (typeof value !== "string" || !/^\s*\[\s*\{/.test(value)) return null;
  const parsed = parseTolerant(value);
  return parsed.ok && Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : null;
}

/** The messages of a list (or of its JSON text), or null when the value is no list of messages. */
export function readMessages(value: unknown): readonly ChatMessage[] | null {
  const list = asList(value);
  if (list === null || list.length === 0) return null;
  const messages: ChatMessage[] = [];
  for (const item of list) {
    if (!isJsonObject(item)) return null;
    const role = item["role"] ?? item["from"];
    const content = item["content"] ?? item["value"];
    if (typeof role !== "string") return null;
    const text = Array.isArray(content) ? content.map(partText).join("") : partText(content);
    messages.push({ role: roles.get(role) ?? "other", text });
  }
  return messages;
}
