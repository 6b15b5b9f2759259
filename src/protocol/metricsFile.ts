import type { MetricsCurves } from "../core/rollout/metricsCurves.js";
import type { FileProblem } from "./fileProblem.js";

/** A metrics file as it was read, or why it could not be. */
export type MetricsFile =
  | {
      readonly kind: "curves";
      readonly curves: MetricsCurves;
      /** Rows that could not be read as points. */
      readonly unreadRows: number;
      /** 1, or n where only every n-th row of a long file was read. */
      readonly every: number;
    }
  | { readonly kind: "unreadable"; readonly problem: FileProblem };
