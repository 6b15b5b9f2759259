import type { NoNumber } from "../../src/core/rollout/metricsCurves.js";
import { formatNumber } from "../formatNumber.js";
import type { MetricsTranslate } from "./metricsTranslate.js";

const isPlain = (size: number) => size === 0 || (size >= 1e-3 && size < 1e6);

const exponential = (value: number, digits: number) =>
  value
    .toExponential(digits)
    .replace(/\.?0*e/, "e")
    .replace("e+", "e")
    .replaceAll("-", "−");

/** Numbers as titles and axes write them: a true minus, powers of ten where decimals would not fit. */
export const valueText = {
  /** About four digits. */
  short: (value: number): string =>
    isPlain(Math.abs(value)) ? formatNumber.short(value, Math.abs(value) >= 100 ? 2 : 4) : exponential(value, 3),

  /** As precise as it was logged. */
  full: (value: number): string => String(value).replace("e+", "e").replaceAll("-", "−"),

  /** The marks of an axis, `increment` apart: all with the same decimals, or all as powers of ten. */
  ticks: (values: readonly number[], increment: number): string[] => {
    const largest = Math.max(...values.map(Math.abs));
    if (!isPlain(largest) || largest >= 1e5)
      return values.map(value => (Math.abs(value) < increment / 2 ? "0" : exponential(value, 2)));
    const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(increment) - 1e-9)));
    return values.map(value => formatNumber.fixed(value, decimals));
  },

  /** What was logged in place of a number. */
  noNumber: (value: NoNumber, t: MetricsTranslate): string => {
    switch (value.kind) {
      case "nan":
        return t("valueNan");
      case "infinity":
        return t(value.sign > 0 ? "valueInfinity" : "valueMinusInfinity");
      case "null":
        return t("valueNull");
      case "absent":
        return t("valueAbsent");
      case "text":
        return t("valueText", value.text);
    }
  },
} as const;
