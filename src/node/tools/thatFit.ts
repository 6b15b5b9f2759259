/** As many of the first items as take no more than `budget` characters as JSON. */
export function thatFit<T>(items: readonly T[], budget: number): readonly T[] {
  let left = budget;
  // With the comma behind it.
  const end = items.findIndex(item => (left -= JSON.stringify(item).length + 1) < 0);
  return end === -1 ? items : items.slice(0, end);
}
