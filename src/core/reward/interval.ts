/** A figure with its 95 % interval. Null bounds: too few to say. */
export interface Interval {
  readonly value: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  /** What it is counted over: rollouts, groups or questions, as the figure says. */
  readonly n: number;
}
