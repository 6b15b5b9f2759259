const grouped = new Intl.NumberFormat("en-US");

/** A count with thousands apart. English grouping in every language, because decimals are written with a point everywhere. */
export function formatCount(count: number): string {
  return grouped.format(count);
}
