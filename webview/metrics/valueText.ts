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

/** The power of ten of a number's last digit, of three at most: -3 for 0.025. */
function lastDigit(value: number): number {
  const [mantissa = "", exponent = "0"] = Number(value.toPrecision(3)).toExponential().split("e");
  return Number(exponent) - Math.max(0, mantissa.length - 2);
}

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
    const last = lastDigit(increment);
    if (isPlain(largest)) return values.map(value => formatNumber.fixed(value, Math.max(0, -last)));
    const digits = Math.min(6, Math.max(0, Math.floor(Math.log10(largest)) - last));
    return values.map(value => (Math.abs(value) < increment / 2 ? "0" : exponential(value, digits)));
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
