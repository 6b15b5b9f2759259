import type { MetricsSeries } from "../../src/core/rollout/metricsCurves.js";
import type { MetricsTranslate } from "./metricsTranslate.js";
import { valueText } from "./valueText.js";

export interface TableRow {
  readonly step: number;
  readonly text: string;
}

/** A series as a table, by ascending step; with `showsReplaced` the replaced values stand before those that hold. */
export function tableRows(
  series: MetricsSeries,
  steps: readonly number[],
  showsReplaced: boolean,
  t: MetricsTranslate,
): readonly TableRow[] {
  const noNumbers = new Map(series.noNumbers.map(({ at, value }) => [at, value]));
  const own = series.at.map((index, i): TableRow => {
    const value = series.values[i];
    const other = noNumbers.get(index) ?? { kind: "absent" };
    const text = typeof value === "number" ? valueText.full(value) : valueText.noNumber(other, t);
    return { step: steps[index] ?? 0, text };
  });
  if (!showsReplaced) return own;
  const replaced = series.replaced.flatMap(list =>
    list.steps.map((step, i): TableRow => {
      const value = list.values[i];
      return { step, text: t("valueReplaced", typeof value === "number" ? valueText.full(value) : t("noValue")) };
    }),
  );
  return [...replaced, ...own].sort((a, b) => a.step - b.step);
}
