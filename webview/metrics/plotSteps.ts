import type { MetricsCurves } from "../../src/core/rollout/metricsCurves.js";

/** Steps of the axis, ascending: those that hold, and with `showsReplaced` those of replaced rows too. */
export function plotSteps({ steps, series }: MetricsCurves, showsReplaced: boolean): readonly number[] {
  if (!showsReplaced) return steps;
  const replaced = series.flatMap(one => one.replaced.flatMap(list => list.steps));
  return [...new Set([...steps, ...replaced])].sort((a, b) => a - b);
}
