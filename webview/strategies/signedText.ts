import { formatNumber } from "../formatNumber.js";

/** "+0.55", "−1.17", "0.00": a sign wherever there is a direction. */
export function signedText(value: number): string {
  const text = formatNumber.fixed(value, 2);
  return value > 0 && text !== "0.00" ? `+${text}` : text;
}
