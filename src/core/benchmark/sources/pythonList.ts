/** A bounded answer to a text that claims to be a list. */
const mostItems = 1000;

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", "'": "'", '"': '"' };

/** A quoted text from its opening quote: its value and the place behind it; null where it does not end. */
function quoted(text: string, start: number): readonly [value: string, end: number] | null {
  const quote = text[start];
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === quote) return [value, at + 1];
    if (char !== "\\") value += char;
    else {
      const next = text[++at] ?? "";
      value += escapes[next] ?? `\\${next}`;
    }
  }
  return null;
}

const bare = /[^,\]]*/y;

function bareItem(text: string, start: number): readonly [value: string, end: number] | null {
  bare.lastIndex = start;
  const word = bare.exec(text)?.[0] ?? "";
  return word.trim() === "" ? null : [word.trim(), start + word.length];
}

const space = /\s*/y;

function behindSpace(text: string, at: number): number {
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}

/**
 * A list as Python prints it: `['a', "it's", 3]`, which is no JSON. Items are texts; numbers stay as written. Null for
 * anything else, so that a text which only begins with a bracket is left alone.
 */
export function pythonList(text: string): readonly string[] | null {
  const items: string[] = [];
  let at = behindSpace(text, 0);
  if (text[at] !== "[") return null;
  at = behindSpace(text, at + 1);
  if (text[at] === "]") return behindSpace(text, at + 1) === text.length ? [] : null;
  while (items.length < mostItems) {
    const item = text[at] === "'" || text[at] === '"' ? quoted(text, at) : bareItem(text, at);
    if (item === null) return null;
    items.push(item[0]);
    at = behindSpace(text, item[1]);
    if (text[at] === "]") return behindSpace(text, at + 1) === text.length ? items : null;
    if (text[at] !== ",") return null;
    at = behindSpace(text, at + 1);
    if (text[at] === "]") return behindSpace(text, at + 1) === text.length ? items : null;
  }
  return null;
}
