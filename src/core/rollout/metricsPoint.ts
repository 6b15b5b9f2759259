import type { JsonObject } from "../dataset/jsonObject.js";
import type { MetricsRow } from "./metricsRow.js";
import { readLoggedNumber } from "./readLoggedNumber.js";

/** One point of a curve: every key but `stepKey` is a value where it can be read as a number (null too), else a text. */
export function metricsPoint(step: unknown, data: JsonObject, stepKey: string | null): MetricsRow {
  const read = readLoggedNumber(step);
  const values: MetricsRow["values"][number][] = [];
  const texts: MetricsRow["texts"][number][] = [];
  for (const [name, logged] of Object.entries(data)) {
    if (name === stepKey) continue;
    const value = readLoggedNumber(logged);
    if (value.kind === "text") texts.push({ name, text: value.text });
    else values.push({ name, value });
  }
  return { step: read.kind === "number" ? read.value : null, values, texts };
}
