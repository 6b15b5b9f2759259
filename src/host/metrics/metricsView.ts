import { basename, dirname } from "node:path";
import type { MetricsCurves } from "../../core/rollout/metricsCurves.js";
import type { MetricsView } from "../../protocol/metricsApi.js";
import type { MetricsFile } from "../../protocol/metricsFile.js";
import { problemSentence } from "../tree/problemSentence.js";
import type { Translate } from "../translate.js";

const noCurves: MetricsCurves = { steps: [], series: [], seams: [], rowsWithoutStep: 0 };

/** What the view shows of a metrics file at an absolute path. */
export function metricsView(file: string, read: MetricsFile, t: Translate): MetricsView {
  const named = { file, name: basename(file), folder: basename(dirname(file)) };
  if (read.kind === "curves") {
    const { curves, unreadRows, every } = read;
    return { ...named, problem: null, curves, unreadRows, every };
  }
  const problem =
    read.problem.code === "empty"
      ? t("{0} is empty so far.", named.name)
      : t("{0} shows no curves: {1}.", named.name, problemSentence(read.problem, t));
  return { ...named, problem, curves: noCurves, unreadRows: 0, every: 1 };
}
