import type { SeedMean } from "../../src/core/simulate/miniature/miniatureComparison.js";
import { formatNumber } from "../formatNumber.js";
import { signedText } from "../signedText.js";
import type { MiniatureTranslate } from "./miniatureTranslate.js";

const digits = 3;

function withBound(text: string, { mean, high }: SeedMean, t: MiniatureTranslate): string {
  return mean === null || high === null ? text : t("withBound", text, formatNumber.fixed(high - mean, digits));
}

/** Means with half of their interval: `0.657 ±0.006`. */
export const boundText = {
  plain: (value: SeedMean, t: MiniatureTranslate): string =>
    value.mean === null ? t("noValue") : withBound(formatNumber.fixed(value.mean, digits), value, t),
  /** The same in a table of places, where nothing stands for nothing. */
  cell: (value: SeedMean, t: MiniatureTranslate): string => (value.mean === null ? "" : boundText.plain(value, t)),
  /** With a sign: a difference. */
  signed: (value: SeedMean, t: MiniatureTranslate): string =>
    value.mean === null ? t("noValue") : withBound(signedText(value.mean, digits), value, t),
} as const;
