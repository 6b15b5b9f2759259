import { parseTolerant } from "../rollout/parseTolerant.js";
import { isJsonObject } from "./jsonObject.js";
import type { QuestionOption } from "./question.js";

const letter = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);

function readOption(option: unknown, index: number): QuestionOption | null {
  if (typeof option === "string") return { label: letter(index), text: option };
  if (!isJsonObject(option) || typeof option["text"] !== "string") return null;
  return { label: typeof option["label"] === "string" ? option["label"] : letter(index), text: option["text"] };
}

/** Options as records with label and text (benchmark.md 2.1), as bare texts (A, B, …), as an object of texts by letter, or as JSON text of these. */
export function readOptions(written: unknown): readonly QuestionOption[] {
  const parsed = typeof written === "string" ? parseTolerant(written) : null;
  const value = parsed?.ok === true ? parsed.value : written;
  if (Array.isArray(value)) return value.map(readOption).filter(option => option !== null);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([label, text]) => (typeof text === "string" ? [{ label, text }] : []));
}
