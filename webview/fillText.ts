/** Fills `{0}`, `{1}` … of a text with values; a value that is missing leaves nothing. */
export function fillText(text: string, values: readonly (string | number)[]): string {
  return text.replace(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? "")).trim();
}
