import { logChoose } from "./logChoose.js";

/** Outcomes count as no likelier than the one seen up to this factor, because probabilities are rounded. */
const slack = 1 + 1e-7;

/**
 * Exact two-sided test of `k` right in `n` against a chance of `chance` (0 to 1, both excluded): the probability of all
 * outcomes that are no likelier than the one that was seen.
 */
export function binomialTest(k: number, n: number, chance: number): number {
  const logOf = (i: number) => logChoose(n, i) + i * Math.log(chance) + (n - i) * Math.log1p(-chance);
  const seen = Math.exp(logOf(k)) * slack;
  let sum = 0;
  for (let i = 0; i <= n; i++) {
    const probability = Math.exp(logOf(i));
    if (probability <= seen) sum += probability;
  }
  return Math.min(1, sum);
}
