/** A member of the object that a line holds, as its text has it. */
export interface TopLevelField {
  readonly key: string;
  /** The value's own text, from its first character; of one that the text ends in, what there is. */
  readonly text: string;
}

const mostFields = 200;
const closing: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const space = /[\s]*/y;

/** Where the string ends that begins at `from`: behind its closing quote, or at the end of the text. */
function stringEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

/** Where the value ends that begins at `from`. It is stepped over, not parsed: NaN and what is no JSON pass. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') at = stringEnd(text, at) - 1;
    else if (char in closing) depth++;
    else if (char === "}" || char === "]") {
      if (depth === 0) return at;
      depth--;
    } else if (char === "," && depth === 0) return at;
  }
  return text.length;
}

function skipSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

function keyOf(quoted: string): string {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === "string" ? key : quoted;
  } catch {
    return quoted;
  }
}

/**
 * The members of the JSON object that a text begins with, in their order. The text may be the beginning of a line only:
 * then the last member is as far as it goes. Null where the text is no object. Never throws; linear.
 */
export function topLevelFields(text: string): readonly TopLevelField[] | null {
  let at = skipSpace(text, text.startsWith("\uFEFF") ? 1 : 0);
  if (text[at] !== "{") return null;
  const fields: TopLevelField[] = [];
  at = skipSpace(text, at + 1);
  while (text[at] === '"' && fields.length < mostFields) {
    const keyEnd = stringEnd(text, at);
    const colon = skipSpace(text, keyEnd);
    if (text[colon] !== ":") break;
    const from = skipSpace(text, colon + 1);
    const end = valueEnd(text, from);
    fields.push({ key: keyOf(text.slice(at, keyEnd)), text: text.slice(from, end).trimEnd() });
    if (text[end] !== ",") break;
    at = skipSpace(text, end + 1);
  }
  return fields;
}
