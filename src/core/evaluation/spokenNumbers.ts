import { numberWords } from "./numberWords.js";

const scales: ReadonlyMap<string, number> = new Map([
  ["dozen", 12],
  ["hundred", 100],
  ["thousand", 1000],
  ["million", 1_000_000],
]);

/**
 * The numbers that a text says in English words, in its order: "a hundred and twenty" is 120, "two dozen" 24, "minus three"
 * -3. NaN is no count: a fraction, a scale without a number of its own ("5 thousand"), "one of them". "No one" says nothing.
 */
export function spokenNumbers(text: string): readonly number[] {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const values: number[] = [];
  for (let at = 0; at < words.length;) {
    const { value, length } = numberAt(words, at);
    if (value !== null) values.push(value);
    at += length;
  }
  return values;
}

interface Spoken {
  /** Null where the words there are no number. */
  readonly value: number | null;
  readonly length: number;
}

function numberAt(words: readonly string[], at: number): Spoken {
  const word = words[at] ?? "";
  const [before = "", after = ""] = [words[at - 1], words[at + 1]];
  if (word === "half" && (after === "a" || after === "dozen" || before === "a")) return { value: NaN, length: 1 };
  if (word === "one" && before === "no") return { value: null, length: 1 };
  if (word === "one" && after === "of") return { value: NaN, length: 1 };
  if (scales.has(word)) return { value: NaN, length: 1 };
  if (word === "a" && scales.has(after)) return composed(words, at + 1, 1);
  const value = numberWords.get(word);
  return value === undefined ? { value: null, length: 1 } : composed(words, at + 1, value);
}

/** A number that has begun before `start` with `first`, as far as words add to it. */
function composed(words: readonly string[], start: number, first: number): Spoken {
  // Thousands that are closed, and what may still grow.
  let whole = 0;
  let part = first;
  let at = start;
  for (; at < words.length; at++) {
    const scale = scales.get(words[at] ?? "");
    const added = numberWords.get(words[at] ?? "");
    if (scale !== undefined && part > 0) {
      const product = part * scale;
      whole += scale >= 1000 ? product : 0;
      part = scale >= 1000 ? 0 : product;
    } else if (canAdd(whole, part, added)) part += added ?? 0;
    else if (!isJoining(words, at) || !canAdd(whole, part, numberWords.get(words[at + 1] ?? ""))) break;
  }
  const isNegative = /^(?:minus|negative)$/.test(words[start - 2] ?? "");
  return { value: (isNegative ? -1 : 1) * (whole + part), length: at - start + 1 };
}

/** The "and" of "a hundred and twenty"; that of "twenty and one" joins two numbers. */
function isJoining(words: readonly string[], at: number): boolean {
  const before = words[at - 1] ?? "";
  return words[at] === "and" && scales.has(before) && before !== "dozen";
}

/** "Twenty-one", "one hundred twenty"; "one two" are two numbers. */
function canAdd(whole: number, part: number, added: number | undefined): boolean {
  if (added === undefined || added === 0) return false;
  if (part === 0) return whole > 0;
  if (part % 100 === 0) return true;
  return part % 100 >= 20 && part % 10 === 0 && added < 10;
}
