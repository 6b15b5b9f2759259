import { compatible } from "./compatible.js";

const lead =
  /^(?:so\s+)?(?:the\s+)?(?:(?:correct|right|best|final)\s+)?(?:answer|option|choice)(?:\s+is)?(?:\s*:\s*|\s+)/i;

/**
 * An answer without the marks that models put around it or its parts (bold, code, LaTeX boxes, quotes), and without the
 * words that lead to it: `The correct answer is **B**.` is `B.`.
 */
export function plainAnswer(text: string): string {
  const bare = withoutQuotes(withoutMarks(compatible(text)));
  const stated = bare.replace(lead, "");
  // "The answer is option B": two of them, one behind the other.
  return stated === bare ? bare : withoutQuotes(stated.replace(lead, ""));
}

/** Full stops of Chinese and Japanese stay what they are in NFKC. */
function withoutMarks(text: string): string {
  // Most answers have none, and looking is faster than replacing.
  if (!/[*`$_。\\]/.test(text)) return text.trim();
  return withoutBoxes(withoutBoxes(text))
    .replace(/[*`$]+|__+/g, "")
    .replace(/。/g, ".")
    .trim();
}

/** One layer of `\boxed{…}`, `\text{…}` and their like. */
const withoutBoxes = (text: string): string =>
  text.replace(/\\(?:boxed|fbox|text|textbf|mathrm|mathbf)\{([^{}]*)\}/g, "$1");

const isQuote = (character: string | undefined): boolean =>
  character !== undefined && /[\s"'“”‘’«»「」『』]/.test(character);

function withoutQuotes(text: string): string {
  if (!isQuote(text[0]) && !isQuote(text.at(-1)) && !isQuote(text.at(-2))) return text;
  return text
    .replace(/^[\s"'“”‘’«»「」『』]+/, "")
    .replace(/(?<![\s"'“”‘’«»「」『』])[\s"'“”‘’«»「」『』]+(?=[.,!]?$)/, "");
}
