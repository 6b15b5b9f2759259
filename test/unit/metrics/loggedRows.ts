import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";
import type { MetricsRow } from "../../../src/core/rollout/metricsRow.js";

/** One point as a trainer logs it; texts that are no number of ours go to `texts`, as the formats do it. */
export function loggedRow(
  step: number | null,
  logged: Readonly<Record<string, number | LoggedNumber | null | string>>,
): MetricsRow {
  const entries = Object.entries(logged);
  const asNumber = (value: number | LoggedNumber | null): LoggedNumber => {
    if (value === null) return { kind: "null" };
    if (typeof value === "object") return value;
    if (Number.isNaN(value)) return { kind: "nan" };
    return Number.isFinite(value) ? { kind: "number", value } : { kind: "infinity", sign: value > 0 ? 1 : -1 };
  };
  return {
    step,
    values: entries.flatMap(([name, value]) => (typeof value === "string" ? [] : [{ name, value: asNumber(value) }])),
    texts: entries.flatMap(([name, value]) => (typeof value === "string" ? [{ name, text: value }] : [])),
  };
}
