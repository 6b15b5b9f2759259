import { benchmarkStrings, type BenchmarkStringKey } from "../../src/protocol/benchmark/benchmarkStrings.js";
import { fillText } from "../fillText.js";

/** A text of the views of a benchmark with its values. */
export type BenchmarkTranslate = (key: BenchmarkStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const benchmarkTranslate =
  (table: Readonly<Record<string, string>>): BenchmarkTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? benchmarkStrings[key], values);
