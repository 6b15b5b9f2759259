import { numberWords } from "./numberWords.js";

/** A longer text is prose with numbers in it, not a number. */
const longestAnswer = 2000;

/**
 * The one integer that an answer gives, in digits or as a number word, or null when there is none, more than one, or a
 * number that is no integer (facts: benchmark 2.3). The same integer twice ("3 (three)") is one.
 */
export function parseInteger(answer: string): number | null {
  if (answer.length > longestAnswer) return null;
  const found = new Set([...numbersIn(answer), ...wordsIn(answer)]);
  const [only] = found;
  return found.size === 1 && only !== undefined && Number.isSafeInteger(only) ? only : null;
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
