import type { LoggedNumber } from "./loggedNumber.js";

/** What a trainer logged in place of a finite number. */
export type NoNumber = Exclude<LoggedNumber, { readonly kind: "number" }>;

/** One name's values over the steps. Parallel lists, so that long files travel between threads cheaply. */
export interface MetricsSeries {
  /** As logged, e.g. `critic/score/mean`. */
  readonly name: string;
  /** Where in the curves' `steps` the name is logged, ascending. */
  readonly at: readonly number[];
  /** One for each of `at`; null where what was logged is no finite number, and then `noNumbers` says what. */
  readonly values: readonly (number | null)[];
  readonly noNumbers: readonly { readonly at: number; readonly value: NoNumber }[];
  /** Pairs of steps whose values no line may join: between them something is missing or is no number. Ascending. */
  readonly breaks: readonly (readonly [from: number, to: number])[];
  /** How many values are missing inside, measured by the interval at which the name is logged around the hole. */
  readonly absent: number;
  /** What later rows took the place of, oldest first: one list for each seam, bounded. */
  readonly replaced: readonly ReplacedValues[];
}

export interface ReplacedValues {
  /** Ascending. */
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

/** Where a file's steps go back and are logged again: a resumed run. */
export interface MetricsSeam {
  /** The first step of the later rows. */
  readonly step: number;
  /** Earlier rows from this step on, which the later ones replace. */
  readonly replacedRows: number;
}

/** The curves of one metrics file. */
export interface MetricsCurves {
  /** Steps of the rows that hold, ascending, each once. */
  readonly steps: readonly number[];
  /** In the order in which the file first names them. */
  readonly series: readonly MetricsSeries[];
  /** In the order of the file. */
  readonly seams: readonly MetricsSeam[];
  /** Rows that name no step and so have no place on a curve. */
  readonly rowsWithoutStep: number;
}
