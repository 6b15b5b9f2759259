import { logChoose } from "./logChoose.js";

/** The probability of each number of successes from 0 to n, where each of n tries succeeds with probability `chance`. */
export function binomialShares(n: number, chance: number): Float64Array {
  const shares = new Float64Array(n + 1);
  if (chance <= 0 || chance >= 1) {
    shares[chance <= 0 ? 0 : n] = 1;
    return shares;
  }
  // From the likeliest number outwards: neither end underflows before its neighbours do.
  const top = Math.min(n, Math.floor((n + 1) * chance));
  const odds = chance / (1 - chance);
  const most = Math.exp(logChoose(n, top) + top * Math.log(chance) + (n - top) * Math.log1p(-chance));
  shares[top] = most;
  for (let k = top, share = most; k < n; k++) shares[k + 1] = share *= ((n - k) / (k + 1)) * odds;
  for (let k = top, share = most; k > 0; k--) shares[k - 1] = share *= k / (n - k + 1) / odds;
  return shares;
}
