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

/** A number of tokens, which is never below nothing. */
export function countAt(value: JsonObject, name: string): number | null {
  const number = numberAt(value, name);
  return number === null || number < 0 ? null : number;
}

/** More attempts than this nobody makes; a number beyond it is no attempt's. */
const mostAttempts = 100_000;

/** Which attempt a row is, where its own numbers begin with `first`; null: its number is none. */
export function attemptAt(value: JsonObject, name: string, first: 0 | 1): number | null {
  if (value[name] === undefined || value[name] === null || value[name] === "") return 0;
  const number = (numberAt(value, name) ?? NaN) - first;
  return Number.isInteger(number) && number >= 0 && number < mostAttempts ? number : null;
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
