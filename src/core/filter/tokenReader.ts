import type { FilterExpected, FilterProblem } from "./filterProblem.js";
import type { FilterToken, Keyword } from "./tokenizeFilter.js";

type Kind = FilterToken["kind"];
type OfKind<K extends Kind> = Extract<FilterToken, { readonly kind: K }>;

/** Goes over the tokens of one text and keeps the first problem: whoever reads stops there. */
export class TokenReader {
  problem: FilterProblem | null = null;
  private at = 0;
  private readonly text: string;
  private readonly tokens: readonly FilterToken[];

  /** `tokens` ends with an "end". */
  constructor(text: string, tokens: readonly FilterToken[]) {
    this.text = text;
    this.tokens = tokens;
  }

  get next(): FilterToken {
    return this.tokens[Math.min(this.at, this.tokens.length - 1)] ?? { kind: "end", at: 0, end: 0 };
  }

  /** Where the token that was taken last stands. */
  get last(): readonly [number, number] {
    const token = this.tokens[this.at - 1];
    return token === undefined ? [0, 0] : [token.at, token.end];
  }

  /** The next token where it is of this kind; it is passed then. */
  take<K extends Kind>(kind: K): OfKind<K> | null {
    const { next } = this;
    if (next.kind !== kind) return null;
    this.at++;
    return next as OfKind<K>;
  }

  takeKeyword(text: Keyword): boolean {
    const { next } = this;
    const isIt = next.kind === "keyword" && next.text === text;
    if (isIt) this.at++;
    return isIt;
  }

  /** Something else should stand here. */
  expected(...expected: readonly FilterExpected[]): null {
    const { at, end } = this.next;
    return this.fail({ at, end, why: { code: "unexpected", found: this.text.slice(at, end), expected } });
  }

  fail(problem: FilterProblem): null {
    this.problem ??= problem;
    return null;
  }
}
