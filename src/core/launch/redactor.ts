/** Stands where a secret stood. */
const mark = "••••";

/** Shorter values stand in every other word; hiding them would hide the log and tell their length. */
const shortestSecret = 4;

/**
 * Takes known secret values out of a text that comes in pieces. What may be the beginning of a secret is held back until
 * the next piece decides, so that a value which is cut by a piece's end is found too.
 */
export class Redactor {
  /** The longest first: a secret may begin with another one. */
  private readonly secrets: readonly string[];
  private held = "";

  constructor(secrets: readonly string[]) {
    const known = new Set(secrets.flatMap(value => [value, ...value.split(/\r?\n/)]));
    this.secrets = [...known].filter(value => value.length >= shortestSecret).sort((a, b) => b.length - a.length);
  }

  /** The text that may be shown by now. */
  push(text: string): string {
    if (this.secrets.length === 0) return text;
    let rest = this.held + text;
    let shown = "";
    for (;;) {
      const found = this.firstIn(rest);
      const open = this.openIn(rest);
      if (found === null || open <= found.at) {
        this.held = rest.slice(open);
        return shown + rest.slice(0, open);
      }
      shown += rest.slice(0, found.at) + mark;
      rest = rest.slice(found.at + found.length);
    }
  }

  /** What was held back, when nothing follows. */
  end(): string {
    const rest = this.held;
    this.held = "";
    return this.secrets.reduce((shown, secret) => shown.replaceAll(secret, mark), rest);
  }

  /** The first secret, of those that begin there the longest. */
  private firstIn(text: string): { readonly at: number; readonly length: number } | null {
    let first: { at: number; length: number } | null = null;
    for (const { length, at } of this.secrets.map(secret => ({ length: secret.length, at: text.indexOf(secret) })))
      if (at >= 0 && (first === null || at < first.at)) first = { at, length };
    return first;
  }

  /** From where on the text may be the beginning of a secret that has not come whole; its length when nowhere. */
  private openIn(text: string): number {
    const longest = this.secrets[0]?.length ?? 0;
    for (let at = Math.max(0, text.length - longest + 1); at < text.length; at++) {
      const end = text.slice(at);
      if (this.secrets.some(secret => secret.length > end.length && secret.startsWith(end))) return at;
    }
    return text.length;
  }
}
