import { filterFieldNames, type FilterField, type FilterFieldName } from "./filterField.js";
import type { TokenReader } from "./tokenReader.js";

/** Other names of fields. */
const aliases: ReadonlyMap<string, FilterFieldName> = new Map([["iou.mean", "iou"]]);

const rewardPrefix = "reward.";

/** The field that a word names: the language's own, in either case, before a column of that name. */
export function fieldOf(word: string): FilterField {
  const lower = word.toLowerCase();
  const known = aliases.get(lower) ?? filterFieldNames.find(name => name === lower);
  if (known !== undefined) return { kind: "known", name: known };
  if (lower.startsWith(rewardPrefix)) return { kind: "reward", name: word.slice(rewardPrefix.length) };
  return { kind: "column", name: word };
}

/** A field: a word, a quoted column, or `reward.` and a quoted part. Null with the reader's problem set. */
export function readField(reader: TokenReader): FilterField | null {
  const quoted = reader.take("text");
  if (quoted !== null) return { kind: "column", name: quoted.text };
  const word = reader.take("word");
  if (word === null) return reader.expected("field");
  if (word.text.toLowerCase() !== "reward" || reader.take("dot") === null) return fieldOf(word.text);
  const part = reader.take("text");
  return part === null ? reader.expected("text") : { kind: "reward", name: part.text };
}
