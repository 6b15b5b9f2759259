/** A member of the object that a line holds, as its text has it. */
export interface TopLevelField {
  readonly key: string;
  /** The value's own text, from its first character; of one that the text ends in, what there is. */
  readonly text: string;
}

const mostFields = 200;
/** What a value can end at, or a string in it begin with. */
const telling = /["{}[\],]/g;
const space = /[\s]*/y;

/** Where the string ends that begins at `from`: behind its closing quote, or at the end of the text. */
function stringEnd(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (text[quote - backslashes - 1] === "\\" && quote - backslashes - 1 > from) backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
  }
  return text.length;
}

/** Where the value ends that begins at `from`. It is stepped over, not parsed: NaN and what is no JSON pass. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  telling.lastIndex = from;
  for (let found = telling.exec(text); found !== null; found = telling.exec(text)) {
    const [char] = found;
    if (char === '"') telling.lastIndex = stringEnd(text, found.index);
    else if (char === "{" || char === "[") depth++;
    else if (depth === 0) return found.index;
    else if (char !== ",") depth--;
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
