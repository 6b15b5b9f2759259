import { binomialShares } from "./binomialShares.js";

/** Probabilities below this are left out of sums of several binomials: p values under it read 0. */
const negligible = 1e-40;

/** So many questions that guessing answers rightly with the same probability. */
export interface GuessedQuestions {
  readonly n: number;
  readonly chance: number;
}

/**
 * Exact two-sided p of `k` right answers by guessing: the probability of all numbers of right answers that are no likelier
 * than k, each question with its own chance. Null without questions, or where k is no whole number from 0 to their sum.
 */
export function guessingTest(k: number, groups: readonly GuessedQuestions[]): number | null {
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  if (n === 0 || !Number.isInteger(k) || k < 0 || k > n) return null;
  const [first, ...others] = groups.filter(group => group.n > 0).map(group => binomialShares(group.n, group.chance));
  const shares = others.reduce(convolved, first ?? new Float64Array([1]));
  const bound = (shares[k] ?? 0) * (1 + 1e-7);
  let p = 0;
  // Small ones first, as far as they lie at the ends: nothing is lost to rounding.
  for (let low = 0, high = shares.length - 1; low <= high; low++, high--) {
    const [a, b] = [shares[low] ?? 0, shares[high] ?? 0];
    if (a <= bound) p += a;
    if (low !== high && b <= bound) p += b;
  }
  return Math.min(1, p);
}

/** The probabilities of a sum of two independent numbers. */
function convolved(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length + b.length - 1);
  const [from, to] = bounds(b);
  for (let i = 0; i < a.length; i++) {
    const share = a[i] ?? 0;
    if (share < negligible) continue;
    for (let j = from; j < to; j++) sum[i + j] = (sum[i + j] ?? 0) + share * (b[j] ?? 0);
  }
  return sum;
}

function bounds(shares: Float64Array): readonly [number, number] {
  const from = shares.findIndex(share => share >= negligible);
  return [from, shares.findLastIndex(share => share >= negligible) + 1];
}
