/** What a row lacks of the evaluation that it is called after. */
export interface RunGaps {
  /** Attempts that are there, and those that were to be made: fewer, or the evaluation has not ended. Null: all are. */
  readonly attempts: { readonly there: number; readonly planned: number } | null;
  /** Shards that no folder has, from 0; null: none is missing. */
  readonly shards: { readonly missing: readonly number[]; readonly of: number } | null;
  /** Lines that could not be read. */
  readonly damaged: number;
  /** Answers to questions that are no longer asked. */
  readonly withdrawn: number;
}
