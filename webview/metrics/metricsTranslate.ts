import { metricsStrings, type MetricsStringKey } from "../../src/protocol/metricsStrings.js";
import { fillText } from "../fillText.js";

/** A text of the curves with its values. */
export type MetricsTranslate = (key: MetricsStringKey, ...values: readonly (string | number)[]) => string;

/** Reads the host's table; what it lacks is English. */
export const metricsTranslate =
  (table: Readonly<Record<string, string>>): MetricsTranslate =>
  (key, ...values) =>
    fillText(table[key] ?? metricsStrings[key], values);
