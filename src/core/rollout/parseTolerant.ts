export type TolerantParse =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** True when the text holds NaN or Infinity tokens, which are no JSON but what Python's json.dumps writes. */
      readonly nonFinite: boolean;
    }
  | {
      readonly ok: false;
      /** UTF-16 offset of the first character that fits nowhere; the text's length when it ends too early. */
      readonly at: number;
    };

type Frame =
  | { readonly kind: "array"; readonly items: unknown[] }
  | { readonly kind: "object"; readonly entries: [string, unknown][]; key: string };

/** A value that is not there yet: its container was opened, or the text is malformed. */
const opened = Symbol("opened");
const failed = Symbol("failed");

const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

const literals: readonly (readonly [text: string, value: unknown, isNonFinite: boolean])[] = [
  ["true", true, false],
  ["false", false, false],
  ["null", null, false],
  ["NaN", NaN, true],
  ["Infinity", Infinity, true],
  ["-Infinity", -Infinity, true],
];

/**
 * A strict JSON reader but for the three tokens. It keeps its own stack instead of recursing, since a hostile line may
 * nest deeper than the call stack goes.
 */
class TolerantReader {
  at = 0;
  private nonFinite = false;
  private readonly text: string;
  private readonly stack: Frame[] = [];

  constructor(text: string) {
    this.text = text;
  }

  read(): TolerantParse {
    for (;;) {
      this.skipSpace();
      const start = this.readStart();
      if (start === opened) continue;
      const whole = start === failed ? failed : this.attach(start);
      if (whole === failed) return { ok: false, at: this.at };
      if (whole === opened) continue;
      this.skipSpace();
      return this.at === this.text.length
        ? { ok: true, value: whole, nonFinite: this.nonFinite }
        : { ok: false, at: this.at };
    }
  }

  /** Hands a finished value to its container, closing as many as end here. Gives the root value, or what is missing. */
  private attach(finished: unknown): unknown {
    let value = finished;
    for (;;) {
      const frame = this.stack.at(-1);
      if (frame === undefined) return value;
      if (frame.kind === "array") frame.items.push(value);
      else frame.entries.push([frame.key, value]);
      this.skipSpace();
      const next = this.text[this.at];
      if (next === ",") {
        this.at++;
        return frame.kind === "array" || this.readKey(frame) ? opened : failed;
      }
      if (next !== (frame.kind === "array" ? "]" : "}")) return failed;
      this.at++;
      this.stack.pop();
      // fromEntries defines properties, so a key "__proto__" is one more key, and the last of equal keys wins.
      value = frame.kind === "array" ? frame.items : Object.fromEntries(frame.entries);
    }
  }

  private readStart(): unknown {
    const first = this.text[this.at];
    if (first === "{") return this.openObject();
    if (first === "[") return this.openArray();
    return first === '"' ? this.readString() : this.readScalar();
  }

  private openArray(): unknown {
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === "]") {
      this.at++;
      return [];
    }
    this.stack.push({ kind: "array", items: [] });
    return opened;
  }

  private openObject(): unknown {
    this.at++;
    this.skipSpace();
    if (this.text[this.at] === "}") {
      this.at++;
      return {};
    }
    const frame: Frame = { kind: "object", entries: [], key: "" };
    this.stack.push(frame);
    return this.readKey(frame) ? opened : failed;
  }

  private readKey(frame: { key: string }): boolean {
    this.skipSpace();
    if (this.text[this.at] !== '"') return false;
    const key = this.readString();
    if (typeof key !== "string") return false;
    this.skipSpace();
    if (this.text[this.at] !== ":") return false;
    this.at++;
    frame.key = key;
    return true;
  }

  private readString(): unknown {
    const end = closingQuote(this.text, this.at + 1);
    if (end === -1) {
      this.at = this.text.length;
      return failed;
    }
    try {
      const value: unknown = JSON.parse(this.text.slice(this.at, end + 1));
      this.at = end + 1;
      return value;
    } catch {
      return failed;
    }
  }

  private readScalar(): unknown {
    const literal = literals.find(([text]) => this.text.startsWith(text, this.at));
    if (literal !== undefined) {
      const [text, value, isNonFinite] = literal;
      this.at += text.length;
      this.nonFinite ||= isNonFinite;
      return value;
    }
    numberPattern.lastIndex = this.at;
    const number = numberPattern.exec(this.text)?.[0];
    if (number === undefined) return failed;
    this.at += number.length;
    return Number(number);
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      this.at++;
    }
  }
}

/** Offset of the quote that ends the string whose content starts at `from`, or -1. */
function closingQuote(text: string, from: number): number {
  for (let quote = text.indexOf('"', from); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let backslashes = 0;
    while (quote - backslashes > from && text[quote - backslashes - 1] === "\\") backslashes++;
    if (backslashes % 2 === 0) return quote;
  }
  return -1;
}

/**
 * Parses JSON as Python's json.dumps writes it: NaN, Infinity and -Infinity tokens outside strings become JavaScript's
 * own numbers, so that they stay distinguishable from null. A byte order mark at the start is skipped, the last of equal
 * keys wins, `__proto__` is a key like any other. Never throws.
 */
export function parseTolerant(text: string): TolerantParse {
  const skipped = text.startsWith("\uFEFF") ? 1 : 0;
  const body = skipped === 0 ? text : text.slice(1);
  try {
    const value: unknown = JSON.parse(body);
    return { ok: true, value, nonFinite: false };
  } catch {
    const result = new TolerantReader(body).read();
    return result.ok ? result : { ok: false, at: result.at + skipped };
  }
}
