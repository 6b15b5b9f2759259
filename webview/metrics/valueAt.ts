import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";
import type { MetricsTranslate } from "./metricsTranslate.js";
import { valueText } from "./valueText.js";

/** The last index of an ascending list whose item is `item` or less; -1 when there is none. */
function lastAtMost(list: readonly number[], item: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? Infinity) <= item) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** What a series says at the index `i` of its own lists: a number or what stands in its place. */
function textOf(series: MetricsSeries, i: number, t: MetricsTranslate): string {
  const value = series.values[i];
  if (typeof value === "number") return valueText.short(value);
  const noNumber = series.noNumbers.find(({ at }) => at === series.at[i]);
  return valueText.noNumber(noNumber?.value ?? { kind: "absent" }, t);
}

/** The value of a series at a step in words, or at its latest step when none is given. */
export function valueAt(
  series: MetricsSeries,
  steps: readonly number[],
  step: number | null,
  t: MetricsTranslate,
): string {
  if (step === null) {
    const last = series.values.findLastIndex(value => value !== null);
    return last < 0 ? t("noValue") : t("latest", textOf(series, last, t), steps[series.at[last] ?? 0] ?? 0);
  }
  const index = lastAtMost(steps, step);
  const own = lastAtMost(series.at, index);
  const isLogged = steps[index] === step && series.at[own] === index;
  return isLogged ? t("atStep", textOf(series, own, t), step) : t("nothingAtStep", step);
}
