import { compatible } from "./compatible.js";
import { isHedged } from "./isHedged.js";
import { numberWords } from "./numberWords.js";

/** A longer text is prose with numbers in it, not a number. */
const longestAnswer = 2000;

/**
 * The one integer that an answer gives, in digits or as a number word, or null when there is none, more than one, or a
 * number that is no integer (facts: benchmark 2.3, evaluation 1.6). The same integer twice ("3 (three)") is one; "about 3"
 * is none.
 */
export function parseInteger(answer: string): number | null {
  const [only, ...others] = numbersOf(answer);
  if (only === undefined || others.length > 0 || !Number.isSafeInteger(only)) return null;
  return isHedged(compatible(answer)) ? null : only;
}

/** The different numbers in an answer, in digits or as words; none in a text that is prose. */
export function numbersOf(answer: string): readonly number[] {
  if (answer.length > longestAnswer) return [];
  const text = compatible(answer);
  return [...new Set([...numbersIn(text), ...wordsIn(text)])];
}

function numbersIn(answer: string): readonly number[] {
  return Array.from(answer.matchAll(/(?<![\w.])[-+−]?\d[\d,]*(?:\.\d+)?(?!\d)/g), match =>
    Number(
      match[0]
        .replace("−", "-")
        .replace(/,(?=\d{3}(?!\d))/g, "")
        .replace(/,+$/, ""),
    ),
  );
}

function wordsIn(answer: string): readonly number[] {
  const words = answer.toLowerCase().match(/[a-z]+/g) ?? [];
  const values: number[] = [];
  for (let index = 0; index < words.length; index++) {
    const value = numberWords.get(words[index] ?? "");
    if (value === undefined) continue;
    const next = numberWords.get(words[index + 1] ?? "");
    const isCompound = value >= 20 && next !== undefined && next > 0 && next < 10;
    values.push(isCompound ? value + next : value);
    if (isCompound) index++;
  }
  return values;
}
