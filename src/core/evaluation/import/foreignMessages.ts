import { isJsonObject } from "../../dataset/jsonObject.js";
import type { ForeignMessage } from "./foreignRow.js";

const roles: Readonly<Record<string, ForeignMessage["role"]>> = {
  ...{ system: "system", developer: "system", user: "user", human: "user" },
  ...{ assistant: "assistant", gpt: "assistant", tool: "tool", function: "tool", observation: "tool" },
};

/** What stands in the place of an image that nobody kept. */
const isImage = (part: Readonly<Record<string, unknown>>): boolean =>
  part["type"] === "image_url" || part["type"] === "image" || part["type"] === "input_image";

interface Content {
  readonly text: string;
  readonly images: number;
}

function contentOf(content: unknown): Content {
  if (typeof content === "string") return { text: content, images: 0 };
  const parts = Array.isArray(content) ? content : isJsonObject(content) ? [content] : [];
  const texts = parts.flatMap((part: unknown) => {
    if (typeof part === "string") return [part];
    return isJsonObject(part) && typeof part["text"] === "string" && !isImage(part) ? [part["text"]] : [];
  });
  return { text: texts.join("\n"), images: parts.filter(part => isJsonObject(part) && isImage(part)).length };
}

/** The messages of a talk, those in no role that is known left out. Empty: it is none. */
export function messagesOf(value: unknown): readonly ForeignMessage[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).flatMap(message => {
    const written = message["role"];
    const role = typeof written === "string" && Object.hasOwn(roles, written) ? roles[written] : undefined;
    return role === undefined ? [] : [{ role, ...contentOf(message["content"]) }];
  });
}
