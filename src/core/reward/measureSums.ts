/**
 * Sums of one measure over rollouts, by group: enough for a mean and its standard error, and they add up over steps.
 * With W and Y a group's sums of weights and of weight × value: Σ W, Σ Y, Σ W², Σ W Y, Σ Y².
 */
export interface MeasureSums {
  /** Rollouts that have a value, and groups with such rollouts. */
  readonly n: number;
  readonly groups: number;
  readonly w: number;
  readonly y: number;
  readonly ww: number;
  readonly wy: number;
  readonly yy: number;
}

export const noMeasureSums: MeasureSums = { n: 0, groups: 0, w: 0, y: 0, ww: 0, wy: 0, yy: 0 };

export const addMeasureSums = (a: MeasureSums, b: MeasureSums): MeasureSums => ({
  n: a.n + b.n,
  groups: a.groups + b.groups,
  w: a.w + b.w,
  y: a.y + b.y,
  ww: a.ww + b.ww,
  wy: a.wy + b.wy,
  yy: a.yy + b.yy,
});
