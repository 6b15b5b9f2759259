import type { Interval } from "../../src/protocol/reward/interval.js";
import { formatNumber } from "../formatNumber.js";
import type { CompareTranslate } from "./compareTranslate.js";

const signed = (value: number, digits: number) => {
  const text = formatNumber.fixed(value, digits);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
};

/** Figures of the compare view in words. */
export const figureText = {
  /** "+0.55", "−1.17", "0.00": a sign wherever there is a direction. */
  signed,

  /** A difference of shares in percentage points: "+22.8". */
  points: (share: number) => signed(100 * share, 1),

  p: (p: number, t: CompareTranslate) => (p < 0.001 ? t("pBelow") : t("pIs", formatNumber.fixed(p, 3))),

  /** "0.52 [0.41, 0.63]"; without bounds the value alone, without a value nothing. */
  interval({ value, lo, hi }: Interval, digits: number, t: CompareTranslate): string {
    if (value === null) return "";
    const text = (one: number) => formatNumber.fixed(one, digits);
    return lo === null || hi === null ? text(value) : t("withInterval", text(value), text(lo), text(hi));
  },

  /** "95% 13.2 to 32.3", in percentage points. */
  pointsInterval({ lo, hi }: Interval, t: CompareTranslate): string {
    if (lo === null || hi === null) return t("tooFew");
    return t("interval", formatNumber.fixed(100 * lo, 1), formatNumber.fixed(100 * hi, 1));
  },
} as const;
