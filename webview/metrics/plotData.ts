import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";

/** A list of steps and one of values for each line; undefined where a line has no value. */
export type PlotData = [steps: number[], ...lines: (number | undefined)[][]];

/**
 * A series over the steps of the axis: its own line first, then a line for each list of replaced values that is to be
 * shown. Where a line is interrupted the series' `breaks` say.
 */
export function plotData(
  series: MetricsSeries,
  steps: readonly number[],
  axisSteps: readonly number[],
  showsReplaced: boolean,
): PlotData {
  const places = new Map(axisSteps.map((step, index) => [step, index]));
  const line = (at: readonly number[], values: readonly (number | null)[]) => {
    const filled = new Array<number | undefined>(axisSteps.length).fill(undefined);
    at.forEach((step, i) => {
      const place = places.get(step);
      if (place !== undefined) filled[place] = values[i] ?? undefined;
    });
    return filled;
  };
  const own = line(
    series.at.map(index => steps[index] ?? Number.NaN),
    series.values,
  );
  const replaced = showsReplaced ? series.replaced.map(list => line(list.steps, list.values)) : [];
  return [[...axisSteps], own, ...replaced];
}
