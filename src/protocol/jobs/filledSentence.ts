/** An English sentence of a table with `{0}`, `{1}` … filled in; what no value is given for stays as it is. */
export function filledSentence(sentence: string, values: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}
