import { isJsonObject, type JsonObject } from "../dataset/jsonObject.js";
import { parseTolerant } from "./parseTolerant.js";
import type { RolloutMessage } from "./rollout.js";
import { valueText } from "./valueText.js";

function partText(part: unknown): string {
  if (typeof part === "string") return part;
  if (!isJsonObject(part)) return valueText(part);
  if (part["type"] === "text") return typeof part["text"] === "string" ? part["text"] : "";
  return typeof part["type"] === "string" && part["type"].startsWith("image") ? "<image>" : valueText(part);
}

function contentText(content: unknown): string {
  if (content === null || content === undefined) return "";
  return Array.isArray(content) ? content.map(partText).join("") : partText(content);
}

/** A text that holds JSON as what it holds: providers log a call's arguments, and some loggers the whole call, as text. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== "string") return value;
  const parsed = parseTolerant(value);
  return parsed.ok ? parsed.value : value;
}

/** One structured tool call in the words that chat templates of Qwen write it in. */
function callText(logged: unknown): string {
  const call = unwrapped(logged);
  if (!isJsonObject(call)) return `<tool_call>\n${valueText(call)}\n</tool_call>`;
  const { name, arguments: given } = isJsonObject(call["function"]) ? call["function"] : call;
  return `<tool_call>\n${valueText({ name, arguments: unwrapped(given) })}\n</tool_call>`;
}

function messageText(message: JsonObject): string {
  const reasoning = message["reasoning_content"];
  const thought = typeof reasoning === "string" && reasoning !== "" ? `<think>${reasoning}</think>` : "";
  const calls = unwrapped(message["tool_calls"]);
  const written = Array.isArray(calls) ? calls.map(callText) : [];
  return [thought + contentText(message["content"]), ...written].filter(text => text !== "").join("\n");
}

/**
 * Chat messages as the providers' interfaces have them (role, content, `tool_calls`, `reasoning_content`), each as one
 * text: structured calls as `<tool_call>`, reasoning as `<think>`, images as `<image>`. Null when the value is no list of
 * messages. Never throws.
 */
export function chatMessages(logged: unknown): readonly RolloutMessage[] | null {
  const list = typeof logged === "string" && logged.trimStart().startsWith("[") ? unwrapped(logged) : logged;
  if (!Array.isArray(list)) return null;
  return list.map((message: unknown) => {
    if (!isJsonObject(message)) return { role: "", text: valueText(message) };
    return { role: typeof message["role"] === "string" ? message["role"] : "", text: messageText(message) };
  });
}
