/** Nesting beyond this is shown as an ellipsis: nobody reads it, and a hostile row could exhaust the call stack. */
const deepest = 200;

function write(value: unknown, depth: number): string {
  if (Array.isArray(value)) {
    return depth >= deepest ? "[…]" : `[${value.map(item => write(item, depth + 1)).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    if (depth >= deepest) return "{…}";
    const entries = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${write(item, depth + 1)}`);
    return `{${entries.join(", ")}}`;
  }
  if (typeof value === "string") return JSON.stringify(value);
  // JSON.stringify turns NaN into null, and these two must stay apart.
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  return "null";
}

/** Text of a parsed JSON value for a person: strings as they are, everything else as Python's json.dumps writes it. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : write(value, 0);
}
