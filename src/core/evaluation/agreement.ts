/** 0.975 quantile of the standard normal distribution. */
const z = 1.959963984540054;

/** How far two raters agree over the things that both rated. */
export interface Agreement {
  readonly n: number;
  /** Share of things on which they said the same. */
  readonly agreed: number;
  /** Cohen's kappa; null where both always said the same one thing, so that nothing is left to chance. */
  readonly kappa: number | null;
  /** Its standard error and 95 % interval, within [−1, 1]. */
  readonly error: number | null;
  readonly interval: { readonly lo: number; readonly hi: number } | null;
  /** Gwet's AC1, which does not fall where nearly everything is of one class. Null with fewer than two classes. */
  readonly ac1: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/**
 * Agreement of two raters from the square table of their classes: `matrix[i][j]` things that the one put into class i and
 * the other into class j. Null without things (facts: evaluation 3; Cohen 1960; Gwet 2008).
 */
export function agreement(matrix: readonly (readonly number[])[]): Agreement | null {
  const rows = matrix.map(sum);
  const columns = matrix.map((_, j) => sum(matrix.map(row => row[j] ?? 0)));
  const n = sum(rows);
  if (n === 0) return null;
  const agreed = sum(matrix.map((row, i) => row[i] ?? 0)) / n;
  const byChance = sum(rows.map((row, i) => row * (columns[i] ?? 0))) / (n * n);
  const shares = rows.map((row, i) => (row + (columns[i] ?? 0)) / (2 * n));
  const gwet = sum(shares.map(share => share * (1 - share))) / (matrix.length - 1);
  const ac1 = matrix.length < 2 ? null : (agreed - gwet) / (1 - gwet);
  if (byChance === 1) return { n, agreed, kappa: null, error: null, interval: null, ac1 };
  const kappa = (agreed - byChance) / (1 - byChance);
  const error = Math.sqrt((agreed * (1 - agreed)) / n) / (1 - byChance);
  const interval = { lo: Math.max(-1, kappa - z * error), hi: Math.min(1, kappa + z * error) };
  return { n, agreed, kappa, error, interval, ac1 };
}
