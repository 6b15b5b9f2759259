/** Numbers a group has: n, Σx, Σy, Σx², Σy², Σxy. */
const width = 6;

/** A variance below this share of the mean square is the rounding of a constant. */
const noVariance = 1e-12;

/**
 * Sums over pairs (x, y), kept by group, so that the correlation of any resampling of groups is a sum over groups and not
 * over rollouts.
 */
export class PairSums {
  private readonly sums: Float64Array;

  constructor(groups: number) {
    this.sums = new Float64Array(groups * width);
  }

  add(group: number, x: number, y: number): void {
    const from = group * width;
    this.raise(from, 1);
    this.raise(from + 1, x);
    this.raise(from + 2, y);
    this.raise(from + 3, x * x);
    this.raise(from + 4, y * y);
    this.raise(from + 5, x * y);
  }

  /** Pairs in all groups. */
  get count(): number {
    let n = 0;
    for (let from = 0; from < this.sums.length; from += width) n += this.sums[from] ?? 0;
    return n;
  }

  /** Groups that have pairs. */
  get groups(): readonly number[] {
    return Array.from({ length: this.sums.length / width }, (_, group) => group).filter(
      group => (this.sums[group * width] ?? 0) > 0,
    );
  }

  /** Pearson's correlation over the named groups, each as often as it is named; null where x or y does not vary. */
  correlation(groups: Iterable<number>): number | null {
    let n = 0;
    let x = 0;
    let y = 0;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (const group of groups) {
      const from = group * width;
      n += this.sums[from] ?? 0;
      x += this.sums[from + 1] ?? 0;
      y += this.sums[from + 2] ?? 0;
      xx += this.sums[from + 3] ?? 0;
      yy += this.sums[from + 4] ?? 0;
      xy += this.sums[from + 5] ?? 0;
    }
    const varianceX = xx - (x * x) / n;
    const varianceY = yy - (y * y) / n;
    if (!(varianceX > noVariance * xx && varianceY > noVariance * yy)) return null;
    const r = (xy - (x * y) / n) / Math.sqrt(varianceX * varianceY);
    return Math.max(-1, Math.min(1, r));
  }

  private raise(index: number, by: number): void {
    this.sums[index] = (this.sums[index] ?? 0) + by;
  }
}
