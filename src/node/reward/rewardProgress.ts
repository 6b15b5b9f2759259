/** Rows whose facts are known, of those that are asked for. */
export interface RewardProgress {
  readonly done: number;
  readonly of: number;
}
