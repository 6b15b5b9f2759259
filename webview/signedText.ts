import { formatNumber } from "./formatNumber.js";

/** "+0.55", "−1.17", "0.00": a sign wherever there is a direction. */
export function signedText(value: number, digits = 2): string {
  const text = formatNumber.fixed(value, digits);
  return value > 0 && Number(value.toFixed(digits)) !== 0 ? `+${text}` : text;
}
