import type { MetricsSeries, NoNumber } from "../../src/core/rollout/metricsCurves.js";
import type { MetricsStringKey } from "../../src/protocol/metricsStrings.js";
import type { MetricsTranslate } from "./metricsTranslate.js";

const words: Readonly<Record<NoNumber["kind"], MetricsStringKey>> = {
  nan: "gapNan",
  infinity: "gapInfinite",
  null: "gapNull",
  text: "gapText",
  absent: "gapAbsent",
};

const kinds = ["nan", "infinity", "null", "text", "absent"] as const;

/** What interrupts a curve, counted: "3 not a number", "1 not logged"; empty when nothing does. */
export function gapWords({ noNumbers, absent }: MetricsSeries, t: MetricsTranslate): readonly string[] {
  const count = (kind: NoNumber["kind"]) =>
    noNumbers.filter(({ value }) => value.kind === kind).length + (kind === "absent" ? absent : 0);
  return kinds.flatMap(kind => (count(kind) === 0 ? [] : [t(words[kind], count(kind))]));
}
