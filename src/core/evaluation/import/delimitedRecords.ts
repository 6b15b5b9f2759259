import type { JsonObject } from "../../dataset/jsonObject.js";

/** A field from its beginning, with the place behind it. */
function field(text: string, start: number, delimiter: string): { readonly value: string; readonly end: number } {
  let value = "";
  let at = start;
  // Only a quote that begins a field opens one; doubled inside it is a quote.
  while (text[at] === '"') {
    const close = text.indexOf('"', at + 1);
    if (close === -1) return { value: value + text.slice(at + 1), end: text.length };
    value += text.slice(at + 1, close);
    at = close + 1;
    if (text[at] === '"') value += '"';
  }
  let end = at;
  while (end < text.length && text[end] !== delimiter && text[end] !== "\n" && text[end] !== "\r") end++;
  return { value: value + text.slice(at, end), end };
}

/** The names of a table's columns; empty: it has no line of them. */
export function delimitedNames(given: string, delimiter: "," | "\t"): readonly string[] {
  const text = given.replace(/^\uFEFF/, "").replace(/^[\r\n]+/, "");
  const names: string[] = [];
  for (let at = 0; at < text.length;) {
    const { value, end } = field(text, at, delimiter);
    names.push(value.trim());
    if (text[end] !== delimiter) break;
    at = end + 1;
  }
  return names;
}

/**
 * Records of a table with a line of names: fields are divided by `delimiter`, quoted as pandas does, and may then hold
 * lines. A record with more or fewer fields is null. A byte order mark is passed over, empty lines too.
 */
export function* delimitedRecords(given: string, delimiter: "," | "\t"): Generator<JsonObject | null> {
  const text = given.replace(/^\uFEFF/, "");
  let names: readonly string[] | null = null;
  for (let at = 0; at < text.length;) {
    const fields: string[] = [];
    for (;;) {
      const { value, end } = field(text, at, delimiter);
      fields.push(value);
      at = end;
      if (text[at] !== delimiter) break;
      at++;
    }
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (fields.length === 1 && fields[0] === "") continue;
    if (names === null) names = fields.map(name => name.trim());
    else if (fields.length !== names.length) yield null;
    else yield Object.fromEntries(names.map((name, column) => [name, fields[column] ?? ""]));
  }
}
