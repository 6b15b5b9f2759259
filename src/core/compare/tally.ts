/** Sums of values, and how many there are, by question or by cluster of questions. */
export interface Tally {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

export function emptyTally(length: number): Tally {
  return { sums: new Float64Array(length), counts: new Float64Array(length) };
}

/** Adds a value that is a finite number; NaN and the infinities are no values and enter no mean. */
export function addTo({ sums, counts }: Tally, at: number, value: number): void {
  if (!Number.isFinite(value)) return;
  sums[at] = (sums[at] ?? 0) + value;
  counts[at] = (counts[at] ?? 0) + 1;
}

/** NaN without values. */
export function meanAt({ sums, counts }: Tally, at: number): number {
  return (sums[at] ?? 0) / (counts[at] ?? 0);
}
