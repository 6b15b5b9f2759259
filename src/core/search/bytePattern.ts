/** Up to four bytes in a row that are looked for at once. `folds` as in `RawForm`. */
export interface BytePattern {
  readonly bytes: readonly number[];
  readonly folds: readonly number[];
}

/** Bytes of a pattern at most. */
export const longestPattern = 4;
