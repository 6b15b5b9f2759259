/** 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * Wilson's 95 % interval of a share of `k` in `n`. A design effect over 1 shortens the sample to n / effect, for
 * questions that share a page (facts: evaluation 3). Null without data. `k` may be a sum of shares.
 */
export function wilson(k: number, n: number, designEffect = 1): { readonly lo: number; readonly hi: number } | null {
  if (!(n > 0)) return null;
  const share = k / n;
  const size = n / Math.max(1, designEffect);
  const scale = 1 + (z * z) / size;
  const center = (share + (z * z) / (2 * size)) / scale;
  const half = (z * Math.sqrt((share * (1 - share)) / size + (z * z) / (4 * size * size))) / scale;
  return { lo: k === 0 ? 0 : Math.max(0, center - half), hi: k === n ? 1 : Math.min(1, center + half) };
}
