function greatestDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** A step of so many is an annotator's own, however few numbers there are: nobody leaves four panels of five out. */
const certainStep = 5;

/** So many multiples of a smaller step are no whole numbers with gaps. */
const certainCount = 4;

/**
 * The step that an annotator counts in: 10 of 10, 20, 30. It is taken for one only where it can hardly be a gap: from 5 on,
 * where all are its multiples or three at least are equally far apart; below that where four at least are all its multiples.
 * 1, 3 and 5 are three panels of five, and so are 2, 4 and 6.
 */
function stepOf(sorted: readonly number[]): number {
  const steps = sorted.slice(1).map((number, at) => number - (sorted[at] ?? number));
  const step = steps.reduce(greatestDivisor, 0);
  const isMultiple = sorted.every(number => number % step === 0);
  if (step < certainStep) return isMultiple && sorted.length >= certainCount ? step : 1;
  const isEven = steps.length > 1 && steps.every(one => one === step);
  return isMultiple || isEven ? step : 1;
}

/**
 * How many numbers are missing between the first and the last of an annotated order, by the step that it counts in: none in
 * 10, 20, 30, one in 1, 2, 4, 5 and in 10, 20, 40. 0 where the order is not whole anyway, or one number stands twice.
 */
export function missingPanels(given: readonly (number | null)[]): number {
  const numbers = given.filter(number => number !== null);
  if (numbers.length < 2 || numbers.length !== given.length || new Set(numbers).size !== numbers.length) return 0;
  const sorted = numbers.toSorted((a, b) => a - b);
  const span = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const step = numbers.every(Number.isSafeInteger) ? stepOf(sorted) : 1;
  return Math.min(Math.max(0, Math.floor(span / step) + 1 - numbers.length), Number.MAX_SAFE_INTEGER);
}
