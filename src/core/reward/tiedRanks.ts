/**
 * Ranks from 0, ascending, in which values that lie within `tolerance` of their neighbour share one. Logged numbers are
 * rounded, so that equal rewards differ in their last digits: as ranks they are equal again.
 */
export function tiedRanks(values: ArrayLike<number>, tolerance: number): Int32Array {
  const order = Int32Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Int32Array(values.length);
  let rank = 0;
  let previous = Number.NaN;
  for (const index of order) {
    const value = values[index] ?? 0;
    if (value - previous > tolerance) rank++;
    ranks[index] = rank;
    previous = value;
  }
  return ranks;
}
