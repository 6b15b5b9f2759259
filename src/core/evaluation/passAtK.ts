/** The probability that one at least of `k` attempts is right, drawn from `n` of which `c` are. Null where k > n. */
export function passAtK(n: number, c: number, k: number): number | null {
  if (k > n) return null;
  return n - c < k ? 1 : 1 - noneOf(n, c, k);
}

/** The probability that all of `k` attempts are right, drawn from `n` of which `c` are. Null where k > n. */
export function allAtK(n: number, c: number, k: number): number | null {
  if (k > n) return null;
  return c < k ? 0 : noneOf(n, n - c, k);
}

/** C(n − c, k) / C(n, k): k drawn of n, none of them among c. */
function noneOf(n: number, c: number, k: number): number {
  let share = 1;
  for (let i = 0; i < k; i++) share *= (n - c - i) / (n - i);
  return share;
}
