/** Where a value comes from: the file, the paper, the engine's own default, or us, since the paper does not state it. */
export type ValueSource = "given" | "paper" | "engine" | "not-stated";

/** A value as it will be used, with what the paper states for it (null: nothing). */
export interface Resolved<T> {
  readonly value: T;
  readonly source: ValueSource;
  readonly paper: T | null;
}

const from = <T>(given: T | undefined, fallback: T, source: ValueSource, paper: T | null): Resolved<T> =>
  given === undefined ? { value: fallback, source, paper } : { value: given, source: "given", paper };

/** The paper states it. */
export const stated = <T>(given: T | undefined, paper: T): Resolved<T> => from(given, paper, "paper", paper);

/** The paper is silent and the engine has a default. */
export const ofEngine = <T>(given: T | undefined, fallback: T): Resolved<T> => from(given, fallback, "engine", null);

/** The paper is silent, and the engine's default would not do or does not exist. */
export const notStated = <T>(given: T | undefined, ours: T): Resolved<T> => from(given, ours, "not-stated", null);
