import { parseTolerant, type TolerantParse } from "../rollout/parseTolerant.js";

/** A text in quotes, a comment, blanks, a mark, or whatever else stands between these. */
const token = /"(?:[^"\\]+|\\[^])*"?|\/\/[^\n\r]*|\/\*[^]*?\*\/|\s+|[,:[\]{}]|[^\s",:[\]{}/]+|[^]/g;

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** Comments, and commas behind a value with nothing but the end of their list or object behind them. */
function cutsOf(text: string): readonly Cut[] {
  const cuts: Cut[] = [];
  let before = ",";
  let comma: Cut | null = null;
  for (const { 0: found, index } of text.matchAll(token)) {
    const cut = { from: index, to: index + found.length };
    const isComment = found.startsWith("//") || found.startsWith("/*");
    if (isComment) cuts.push(cut);
    if (isComment || found.trim() === "") continue;
    if (comma !== null && (found === "}" || found === "]")) cuts.push(comma);
    comma = found === "," && !"[{,:".includes(before) ? cut : null;
    before = found;
  }
  return cuts;
}

/**
 * Reads JSON that a person wrote, with comments and trailing commas as VS Code takes them in its own files; else as
 * `parseTolerant`, and with a byte order mark. What is wrong is told by its place in the text as it is written.
 */
export function parseCommented(text: string): TolerantParse {
  const own = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const plain = parseTolerant(own);
  if (plain.ok) return plain;
  const pieces: string[] = [];
  let at = 0;
  // Places stay what they are: what is cut out leaves as many blanks.
  for (const { from, to } of cutsOf(own).toSorted((a, b) => a.from - b.from)) {
    pieces.push(own.slice(at, from), " ".repeat(to - from));
    at = to;
  }
  return parseTolerant(pieces.join("") + own.slice(at));
}
