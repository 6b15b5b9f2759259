/**
 * Cohen's kappa with quadratic weights, for ordered classes such as scores from 1 to 10: a disagreement counts by the
 * square of its distance. From the square table of two raters' classes. Null without things, or where the classes leave
 * nothing to chance (facts: evaluation 3).
 */
export function quadraticKappa(matrix: readonly (readonly number[])[]): number | null {
  const size = matrix.length;
  const rows = matrix.map(row => row.reduce((sum, count) => sum + count, 0));
  const columns = matrix.map((_, j) => matrix.reduce((sum, row) => sum + (row[j] ?? 0), 0));
  const n = rows.reduce((sum, count) => sum + count, 0);
  if (n === 0 || size < 2) return null;
  let observed = 0;
  let expected = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const weight = ((i - j) / (size - 1)) ** 2;
      observed += weight * (matrix[i]?.[j] ?? 0);
      expected += (weight * (rows[i] ?? 0) * (columns[j] ?? 0)) / n;
    }
  }
  return expected === 0 ? null : 1 - observed / expected;
}
