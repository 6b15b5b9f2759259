/** Steps from `min` to `max`, both included. */
export interface StepRange {
  readonly min: number;
  readonly max: number;
}
