const most = 120;

/** A value out of a file, for a person and bounded: JSON, but for what JSON has no word for. */
export function shownValue(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    const items = value.slice(0, 8).map(shownValue).join(", ");
    return cut(`[${items}${value.length > 8 ? ", …" : ""}]`);
  }
  if (typeof value === "object" && value !== null) return `{${cut(Object.keys(value).slice(0, 8).join(", "))}}`;
  return typeof value === "string" ? JSON.stringify(cut(value)) : String(value);
}

/** Two halves of one character stay together: a lone surrogate is no text. */
function cut(text: string): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
