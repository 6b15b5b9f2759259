/** JSON indented for reading. Text that strict JSON does not allow (NaN, a torn line) comes back as it is. */
export function indentedJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
