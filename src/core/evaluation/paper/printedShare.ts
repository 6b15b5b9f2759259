/** A share of counts in percent, rounded half up to so many digits, by whole numbers. */
export function shareText(k: number, n: number, decimals: number): string {
  return hundredths(Math.floor((2 * k * 100 * 10 ** decimals + n) / (2 * n)), decimals);
}

/** The count of `n` whose share in percent is printed so; null: none is. At an exact half both roundings are. */
export function countOf(value: number, decimals: number, n: number): number | null {
  const k = Math.round((value * n) / 100);
  return isShare(value, halfStep(decimals), n) ? k : null;
}

/** Half of the last of so many digits. */
export const halfStep = (decimals: number): number => 0.5 * 10 ** -decimals + 1e-9;

/** Whether some count of `n` is a share in percent that is printed so; `half`: of its last digit. */
export function isShare(value: number, half: number, n: number): boolean {
  const k = Math.round((value * n) / 100);
  return k <= n && Math.abs((100 * k) / n - value) <= half;
}

/** A difference with its sign, as deltas are printed. */
export function differenceText(difference: number, decimals: number): string {
  const rounded = Math.round(Math.abs(difference) * 10 ** decimals + 1e-7);
  return `${difference < 0 && rounded > 0 ? "-" : "+"}${hundredths(rounded, decimals)}`;
}

function hundredths(whole: number, decimals: number): string {
  return (whole / 10 ** decimals).toFixed(decimals);
}
