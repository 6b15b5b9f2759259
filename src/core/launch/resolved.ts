/** Where a value comes from: the file, the paper, the engine's own default, or us, since the paper does not state it. */
export type ValueSource = "given" | "paper" | "engine" | "not-stated";

/** A value as it will be used, with what the paper states for it (null: nothing). */
export interface Resolved<T> {
  readonly value: T;
  readonly source: ValueSource;
  readonly paper: T | null;
}
