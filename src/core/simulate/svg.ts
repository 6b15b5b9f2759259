/** SVG text from a template; numbers are written with at most two decimals, which keeps pages small and equal. */
export function svg(texts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return texts.reduce((result, text, index) => {
    const value = values[index - 1];
    return result + (typeof value === "number" ? shortNumber(value) : (value ?? "")) + text;
  });
}

function shortNumber(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? "0" : String(rounded);
}
