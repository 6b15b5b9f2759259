import { logChoose } from "./logChoose.js";

/**
 * McNemar's exact two-sided test of paired yes/no values: `b` pairs are right on the first side alone, `c` on the second
 * alone. 1 without such pairs. Summed from the largest term down, so that thousands of pairs do not underflow.
 */
export function mcnemar(b: number, c: number): number {
  const n = b + c;
  const least = Math.min(b, c);
  let term = 1;
  let sum = 0;
  for (let i = least; i >= 0 && term > 0; i--) {
    sum += term;
    term *= i / (n - i + 1);
  }
  return Math.min(1, 2 * sum * 2 ** (logChoose(n, least) / Math.LN2 - n));
}
