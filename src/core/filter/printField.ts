import type { FilterField } from "./filterField.js";
import { fieldOf } from "./readField.js";
import { filterKeywords } from "./tokenizeFilter.js";

const plainWord = /^[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{N}_]*)*$/u;
const outcomeWords = ["correct", "wrong", "unparsed", "unknown", "reward"];

/** A text in quotes, as the language reads it. */
export function quoted(text: string): string {
  const escaped = text.replace(/[\\"]/g, "\\$&").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
  return `"${escaped}"`;
}

/** True for a text that stands for itself without quotes, as a value. */
export const isPlainWord = (text: string): boolean =>
  plainWord.test(text) && !(filterKeywords as readonly string[]).includes(text.toLowerCase());

/** A field as the language reads it; a column that is called like a field of the language is put in quotes. */
export function printField(field: FilterField): string {
  if (field.kind === "known") return field.name;
  if (field.kind === "reward")
    return plainWord.test(field.name) ? `reward.${field.name}` : `reward.${quoted(field.name)}`;
  const isOwn = isPlainWord(field.name) && fieldOf(field.name).kind === "column";
  return isOwn && !outcomeWords.includes(field.name.toLowerCase()) ? field.name : quoted(field.name);
}
