import { metricMeaning } from "../../core/reward/metricMeaning.js";
import type { MetricsCurves } from "../../core/rollout/metricsCurves.js";
import type { MetricCurve } from "../../protocol/reward/curvesApi.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";

/** The trainer's own series that say the same as a curve of ours. */
export interface TrainerMetrics {
  of(set: RolloutSet): Promise<readonly Pick<MetricCurve, "name" | "means" | "steps" | "values">[]>;
}

/** The series of one file, at the steps of the set. A value that is no number is a gap. */
function seriesOf({ steps, series }: MetricsCurves, { phase, from, to }: RolloutSet) {
  return series.flatMap(({ name, at, values }) => {
    const means = metricMeaning(name, phase);
    if (means === null) return [];
    const points = at.map((index, i) => ({ step: steps[index] ?? 0, value: values[i] ?? null }));
    const inSet = points.filter(({ step }) => (from === null || step >= from) && (to === null || step <= to));
    if (inSet.every(({ value }) => value === null)) return [];
    return [{ name, means, steps: inSet.map(({ step }) => step), values: inSet.map(({ value }) => value) }];
  });
}

/** `curvesOf` reads the metrics of the run (and stage) of a set; what cannot be read is left out, the view of metrics says why. */
export function trainerMetrics(curvesOf: (set: RolloutSet) => Promise<readonly MetricsCurves[]>): TrainerMetrics {
  return { of: async set => (await curvesOf(set)).flatMap(curves => seriesOf(curves, set)) };
}
