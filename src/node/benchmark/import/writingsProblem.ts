import { basename } from "node:path";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import { benchmarkPaths } from "../benchmarkPaths.js";

const file = basename(benchmarkPaths("").writings);

/** Writings that came with a set and are not among a benchmark's. */
export const writingsProblem = (code: ImportProblem["code"], detail: string): ImportProblem => ({
  ...{ file, annotation_id: null, effect: "left-out" },
  ...{ code, detail },
});
