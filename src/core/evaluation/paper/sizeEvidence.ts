import { halfStep, isShare } from "./printedShare.js";

/** Different printed percentages of as many decimals. */
export interface PrintedNumbers {
  readonly decimals: number;
  readonly values: readonly number[];
}

/** How well a size explains printed percentages. */
export interface SizeEvidence {
  readonly n: number;
  /** How many of them are counts of it. */
  readonly fitting: number;
  /** Natural logarithm of how likely they are where it is the size. */
  readonly evidence: number;
}

/** So many numbers that are printed are misprints, as far as anybody knows beforehand. */
const misprints = 0.01;

/** How many steps of so many decimals there are from 0 to 100. */
const stepsOf = ({ decimals }: PrintedNumbers): number => 100 * 10 ** decimals;

/**
 * What numbers say for `n` questions, of which they are shares: each count is as likely as the others, but for a few misprints,
 * which may be any number. So a coarse size that explains all but a few is weighed against a finer one that explains these, too.
 */
export function sizeEvidence(printed: readonly PrintedNumbers[], n: number): SizeEvidence {
  let [fitting, evidence] = [0, 0];
  for (const numbers of printed) {
    const { values, decimals } = numbers;
    const steps = stepsOf(numbers);
    const half = halfStep(decimals);
    let own = 0;
    for (const value of values) if (isShare(value, half, n)) own++;
    evidence += own * Math.log(Math.max(1, n / steps) / (n + 1));
    evidence += (values.length - own) * Math.log(misprints / (steps + 1));
    fitting += own;
  }
  return { n, fitting, evidence };
}

/** The same where they are shares of nothing, and any number is as likely as the others; weighed against so many sizes. */
export const chanceEvidence = (printed: readonly PrintedNumbers[], sizes: number): number =>
  printed.reduce((sum, one) => sum - one.values.length * Math.log(stepsOf(one) + 1), Math.log(sizes));
