/** Values of a line of metrics by name, as verl's `file` logger writes them: what is no number is null. */
export type MetricsValues = Readonly<Record<string, number | null>>;

/** Mean; null without values and where one is no number. */
export function metricsMean(values: readonly number[]): number | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Number.isFinite(mean) ? mean : null;
}

/** `name/mean`, `name/max` and `name/min`. */
export function metricsSpread(name: string, values: readonly number[]): MetricsValues {
  const mean = metricsMean(values);
  const extreme = (of: (a: number, b: number) => number) => (mean === null ? null : values.reduce((a, b) => of(a, b)));
  return { [`${name}/mean`]: mean, [`${name}/max`]: extreme(Math.max), [`${name}/min`]: extreme(Math.min) };
}
