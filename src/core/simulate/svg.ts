/** SVG text from a template; numbers are written with at most two decimals, which keeps pages small and equal. */
export function svg(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  let result = texts[0] ?? "";
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? "";
    result += typeof value === "number" ? shortNumber(value) : value;
    result += texts[index + 1] ?? "";
  }
  return result;
}

/** Up to here hundredths are told apart, and are whole numbers that are quickly written. */
const mostHundredths = 2 ** 31;

function shortNumber(value: number): string {
  const hundredths = Math.round(value * 100);
  if (!(Math.abs(hundredths) < mostHundredths)) return String(hundredths / 100);
  const size = Math.abs(hundredths);
  const fraction = size % 100;
  const whole = (size - fraction) / 100;
  const sign = hundredths < 0 ? "-" : "";
  if (fraction === 0) return `${sign}${whole}`;
  if (fraction % 10 === 0) return `${sign}${whole}.${fraction / 10}`;
  return fraction < 10 ? `${sign}${whole}.0${fraction}` : `${sign}${whole}.${fraction}`;
}
