/** Fills `{0}`, `{1}` … of a text with values; a value that is missing leaves nothing, nor the brackets around it. */
export function fillText(text: string, values: readonly (string | number)[]): string {
  return text
    .replace(/ \(\{(\d+)\}\)/g, (whole, index: string) => (values[Number(index)] === undefined ? "" : whole))
    .replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? ""))
    .trim();
}
