/** A true minus, and none before a zero that was only rounded to. */
const minus = (text: string) => text.replace(/^-(?=0(\.0+)?%?$)/, "").replace(/^-/, "−");

/** Numbers as the view writes them: a true minus, decimals fixed or trimmed. */
export const formatNumber = {
  /** Always `digits` decimals, so that columns align. */
  fixed: (value: number, digits: number) => minus(value.toFixed(digits)),
  /** At most `digits` decimals, without trailing zeros. */
  short: (value: number, digits: number) => minus(String(Number(value.toFixed(digits)))),
  /** An IoU without its leading zero where space is scarce: `.83`, `0`, `1`. */
  tight: (value: number) =>
    minus(
      value
        .toFixed(2)
        .replace(/^(-?)0\./, "$1.")
        .replace(/^\.00$/, "0")
        .replace(/\.00$/, ""),
    ),
  /** A share as a percentage: one decimal below 10.05 %, none above when it is whole enough. */
  percent: (share: number, digits: number) => `${minus((share * 100).toFixed(digits))}%`,
};
