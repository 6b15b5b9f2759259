export interface LooseLiteral {
  readonly value: unknown;
  /** True when the whole text is one literal that Python's `eval` takes. */
  readonly isWholePython: boolean;
}

/**
 * Reads what a model meant where JSON.parse refuses: a Python literal (single quotes, True, None, tuples), doubled
 * braces, text after the literal, a fence around it. Null when there is no literal at the start. Never throws; linear.
 */
export function parseLooseLiteral(text: string): LooseLiteral | null {
  const start = text.search(/[[{("'\d-]/);
  if (start === -1 || start > 200) return null;
  const reader = new LiteralReader(text, start);
  const value = reader.value(0);
  if (value === invalid) return null;
  const isWhole = text.slice(0, start).trim() === "" && text.slice(reader.at).trim() === "";
  return { value, isWholePython: isWhole && !reader.isRepaired };
}

const invalid = Symbol("invalid");
const maxDepth = 40;
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["True", true],
  ["False", false],
  ["None", null],
]);

/** Owns the position of one forward walk over a literal. */
class LiteralReader {
  at: number;
  /** Set once something was read that Python would refuse too. */
  isRepaired = false;
  private readonly text: string;

  constructor(text: string, at: number) {
    this.text = text;
    this.at = at;
  }

  value(depth: number): unknown {
    this.skipBlank();
    const first = this.text[this.at];
    if (first === undefined || depth > maxDepth) return invalid;
    if (first === "{") return this.object(depth);
    if (first === "[") return this.list("]", depth);
    if (first === "(") return this.list(")", depth);
    if (first === '"' || first === "'") return this.string(first);
    return this.word();
  }

  private object(depth: number): unknown {
    this.at++;
    this.skipBlank();
    if (this.text[this.at] === "{") return this.doubledBraces(depth);
    const entries: [string, unknown][] = [];
    while (!this.take("}")) {
      const key = this.value(depth + 1);
      if (typeof key !== "string" || !this.take(":")) return invalid;
      const value = this.value(depth + 1);
      if (value === invalid) return invalid;
      entries.push([key, value]);
      if (!this.take(",") && !this.isAt("}")) return this.endEarly(entries);
    }
    return Object.fromEntries(entries);
  }

  /** `{{…}}`: the braces of a Python format string, copied by the model. */
  private doubledBraces(depth: number): unknown {
    this.isRepaired = true;
    const inner = this.value(depth + 1);
    this.take("}");
    return inner;
  }

  /** A body that was cut short still tells what was read so far. */
  private endEarly(entries: readonly [string, unknown][]): unknown {
    this.skipBlank();
    if (this.at < this.text.length) return invalid;
    this.isRepaired = true;
    return Object.fromEntries(entries);
  }

  private list(close: string, depth: number): unknown {
    this.at++;
    const items: unknown[] = [];
    while (!this.take(close)) {
      const item = this.value(depth + 1);
      if (item === invalid) return invalid;
      items.push(item);
      if (!this.take(",") && !this.isAt(close)) return invalid;
    }
    return items;
  }

  private string(quote: string): unknown {
    let from = this.at + 1;
    const pieces: string[] = [];
    for (let at = from; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === quote) {
        pieces.push(this.text.slice(from, at));
        this.at = at + 1;
        return pieces.join("");
      }
      if (character === "\\") {
        pieces.push(this.text.slice(from, at), unescaped(this.text[at + 1] ?? ""));
        at++;
        from = at + 1;
      }
    }
    return invalid;
  }

  private word(): unknown {
    const token = /^[\w.+-]{1,40}/.exec(this.text.slice(this.at, this.at + 41))?.[0] ?? "";
    this.at += token.length;
    if (words.has(token)) {
      if (token === "true" || token === "false" || token === "null") this.isRepaired = true;
      return words.get(token);
    }
    return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(token) ? Number(token) : invalid;
  }

  private take(character: string): boolean {
    if (!this.isAt(character)) return false;
    this.at++;
    return true;
  }

  private isAt(character: string): boolean {
    this.skipBlank();
    return this.text[this.at] === character;
  }

  private skipBlank(): void {
    while (this.at < this.text.length && this.text.charCodeAt(this.at) <= 32) this.at++;
  }
}

function unescaped(character: string): string {
  if (character === "n") return "\n";
  return character === "t" ? "\t" : character;
}
