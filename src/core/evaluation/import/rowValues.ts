import { isJsonObject, type JsonObject } from "../../dataset/jsonObject.js";

/** A field's words; a number as its digits. Null: it has none. */
export function textAt(value: JsonObject, ...names: readonly string[]): string | null {
  for (const name of names) {
    const field = value[name];
    if (typeof field === "string" && field !== "") return field;
    if (typeof field === "number" && Number.isFinite(field)) return String(field);
  }
  return null;
}

export function numberAt(value: JsonObject, name: string): number | null {
  const field = value[name];
  const number = typeof field === "string" && field.trim() !== "" ? Number(field) : field;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

export const objectAt = (value: JsonObject, name: string): JsonObject | null => {
  const field = value[name];
  return isJsonObject(field) ? field : null;
};

/** What another program held of an answer; NaN, which some write for nothing, is nothing. */
export function verdictAt(value: JsonObject, ...names: readonly string[]): string | number | boolean | null {
  for (const name of names) {
    const field = value[name];
    if (typeof field === "boolean" || (typeof field === "string" && field !== "")) return field;
    if (typeof field === "number" && Number.isFinite(field)) return field;
  }
  return null;
}

/** The words of a message, whose content may be a list of parts. */
export function contentText(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const texts = content.filter(isJsonObject).flatMap(part => textAt(part, "text") ?? []);
  return texts.length === 0 ? null : texts.join("\n");
}
