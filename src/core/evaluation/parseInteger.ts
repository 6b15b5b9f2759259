import { compatible } from "./compatible.js";
import { isHedged } from "./isHedged.js";
import { spokenNumbers } from "./spokenNumbers.js";

/** A longer text is prose with numbers in it, not a number. */
const longestAnswer = 2000;

/**
 * The one integer that an answer gives, in digits or in words, or null when there is none, more than one, or a number that
 * is no integer (facts: benchmark 2.3, evaluation 1.6). The same integer twice ("3 (three)") is one; "about 3" is none.
 */
export function parseInteger(answer: string): number | null {
  const [only, ...others] = numbersOf(answer);
  if (only === undefined || others.length > 0 || !Number.isSafeInteger(only)) return null;
  return isHedged(compatible(answer)) ? null : only;
}

/** The different numbers in an answer, in digits or as words, NaN for what only begins as one; none in prose. */
export function numbersOf(answer: string): readonly number[] {
  if (answer.length > longestAnswer) return [];
  // Folded, a power or a fraction would be digits like any other.
  if (/[\u00b2\u00b3\u00b9\u2070-\u2079\u00bc-\u00be\u2150-\u215e]/.test(answer)) return [NaN];
  const text = compatible(answer);
  return [...new Set([...numbersIn(text), ...spokenNumbers(text)])];
}

function numbersIn(answer: string): readonly number[] {
  return Array.from(answer.matchAll(/(?<![\w.])[-+−]?\d[\d,]*(?:\.\d+)?(?!\d)/g), match => {
    // "3rd", "5k", "1e3", "0x10", "5 %" and "5.0.0" are no integers, whatever they begin with.
    if (/^(?:[a-z]|\s?%|\.\d)/i.test(answer.slice(match.index + match[0].length).slice(0, 2))) return NaN;
    return Number(
      match[0]
        .replace("−", "-")
        .replace(/,(?=\d{3}(?!\d))/g, "")
        .replace(/,+$/, ""),
    );
  });
}
