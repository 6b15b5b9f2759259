import { joined, type FilterExpression } from "./filterExpression.js";
import type { FilterProblem } from "./filterProblem.js";
import { readAtom } from "./readAtom.js";
import { TokenReader } from "./tokenReader.js";
import { tokenizeFilter } from "./tokenizeFilter.js";

export type ParsedFilter =
  | { readonly kind: "expression"; readonly expression: FilterExpression }
  | { readonly kind: "problem"; readonly problem: FilterProblem };

/** Parentheses and `not` inside of one another; more would be read with a stack that a hostile text decides on. */
const deepest = 60;
/** Conditions of one expression. */
const mostAtoms = 200;

class FilterParser {
  private readonly reader: TokenReader;
  private atoms = 0;

  constructor(reader: TokenReader) {
    this.reader = reader;
  }

  whole(): FilterExpression | null {
    const expression = this.any(0);
    if (expression === null || this.reader.take("end") !== null) return expression;
    return this.reader.expected("and", "end");
  }

  private any(depth: number): FilterExpression | null {
    return this.chain("or", () => this.all(depth));
  }

  private all(depth: number): FilterExpression | null {
    return this.chain("and", () => this.one(depth));
  }

  private chain(kind: "and" | "or", read: () => FilterExpression | null): FilterExpression | null {
    const members: FilterExpression[] = [];
    do {
      const member = read();
      if (member === null) return null;
      members.push(member);
    } while (this.reader.takeKeyword(kind));
    return joined(kind, members);
  }

  private one(depth: number): FilterExpression | null {
    const { reader } = this;
    const { at, end } = reader.next;
    if (depth > deepest) return reader.fail({ at, end, why: { code: "too-deep", limit: deepest } });
    if (reader.takeKeyword("not")) {
      const of = this.one(depth + 1);
      return of === null ? null : { kind: "not", of };
    }
    if (reader.take("open") !== null) {
      const inner = this.any(depth + 1);
      return inner === null || reader.take("close") !== null ? inner : reader.expected("and", "closing");
    }
    this.atoms++;
    if (this.atoms > mostAtoms) return reader.fail({ at, end, why: { code: "too-many", limit: mostAtoms } });
    return readAtom(reader);
  }
}

/** Reads an expression, or says where it stops being one. Never throws, and takes time in proportion to the text. */
export function parseFilter(text: string): ParsedFilter {
  const tokens = tokenizeFilter(text);
  if ("why" in tokens) return { kind: "problem", problem: tokens };
  const reader = new TokenReader(text, tokens);
  const expression = new FilterParser(reader).whole();
  if (expression !== null && reader.problem === null) return { kind: "expression", expression };
  const nothing: FilterProblem = { at: 0, end: text.length, why: { code: "unexpected", found: text, expected: [] } };
  return { kind: "problem", problem: reader.problem ?? nothing };
}
