/** How far some work is. `total` is null while nobody knows. */
export interface WorkProgress {
  readonly phase: string;
  readonly done: number;
  readonly total: number | null;
  /** Of those that are done, where some can fail. */
  readonly failed?: number;
}
