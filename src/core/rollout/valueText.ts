/** Nesting beyond this is shown as an ellipsis: nobody reads it, and a hostile row could exhaust the call stack. */
const deepest = 200;

/** Text that is put together piece by piece, and no further than its limit. */
class BoundedText {
  text = "";
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  get isFull(): boolean {
    return this.text.length > this.limit;
  }

  add(piece: string): void {
    if (!this.isFull) this.text += piece;
  }
}

function writeScalar(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  // JSON.stringify turns NaN into null, and these two must stay apart.
  if (typeof value === "number") return Object.is(value, -0) ? "-0.0" : String(value);
  return typeof value === "boolean" || typeof value === "bigint" ? String(value) : "null";
}

function write(value: unknown, depth: number, out: BoundedText): void {
  if (typeof value !== "object" || value === null) {
    out.add(writeScalar(value));
    return;
  }
  const isList = Array.isArray(value);
  out.add(isList ? "[" : "{");
  if (depth >= deepest) out.add("…");
  else {
    let separator = "";
    for (const [key, item] of isList ? (value as readonly unknown[]).entries() : Object.entries(value)) {
      if (out.isFull) return;
      out.add(isList ? separator : `${separator}${JSON.stringify(key)}: `);
      write(item, depth + 1, out);
      separator = ", ";
    }
  }
  out.add(isList ? "]" : "}");
}

/**
 * Text of a parsed JSON value for a person: strings as they are, everything else as Python's json.dumps writes it. Text
 * beyond `limit` UTF-16 units is not even made (token lists have megabytes); an ellipsis then stands at its end.
 */
export function valueText(value: unknown, limit = Infinity): string {
  if (typeof value === "string") return value.length > limit ? `${value.slice(0, limit)}…` : value;
  const out = new BoundedText(limit);
  write(value, 0, out);
  return out.isFull ? `${out.text.slice(0, limit)}…` : out.text;
}
