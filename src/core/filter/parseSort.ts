import { ruleOf, type FilterField } from "./filterField.js";
import type { FilterProblem } from "./filterProblem.js";
import { printField } from "./printField.js";
import { readField } from "./readField.js";
import { TokenReader } from "./tokenReader.js";
import { tokenizeFilter } from "./tokenizeFilter.js";

/** One key of an order; the next one counts where this one is equal. */
export interface SortTerm {
  readonly field: FilterField;
  readonly isDescending: boolean;
}

export type ParsedSort =
  | { readonly kind: "sort"; readonly terms: readonly SortTerm[] }
  | { readonly kind: "problem"; readonly problem: FilterProblem };

const mostTerms = 8;

function readTerm(reader: TokenReader): SortTerm | null {
  const { at } = reader.next;
  const field = readField(reader);
  if (field === null) return null;
  if (ruleOf(field).isLong === true)
    return reader.fail({ at, end: reader.next.at, why: { code: "unsortable", field: printField(field) } });
  const isDescending = reader.takeKeyword("desc");
  if (!isDescending) reader.takeKeyword("asc");
  return { field, isDescending };
}

function readTerms(reader: TokenReader): readonly SortTerm[] | null {
  const terms: SortTerm[] = [];
  do {
    const { at, end } = reader.next;
    if (terms.length === mostTerms) return reader.fail({ at, end, why: { code: "too-many", limit: mostTerms } });
    const term = readTerm(reader);
    if (term === null) return null;
    terms.push(term);
  } while (reader.take("comma") !== null);
  return reader.take("end") === null ? reader.expected("comma", "end") : terms;
}

/** Reads an order such as `score desc, iou`. Missing values stand last in both directions. Never throws. */
export function parseSort(text: string): ParsedSort {
  const tokens = tokenizeFilter(text);
  if ("why" in tokens) return { kind: "problem", problem: tokens };
  const reader = new TokenReader(text, tokens);
  const terms = readTerms(reader);
  if (terms !== null && reader.problem === null) return { kind: "sort", terms };
  const nothing: FilterProblem = { at: 0, end: text.length, why: { code: "unexpected", found: text, expected: [] } };
  return { kind: "problem", problem: reader.problem ?? nothing };
}

/** An order as a text that reads back as the same. */
export const printSort = (terms: readonly SortTerm[]): string =>
  terms.map(({ field, isDescending }) => printField(field) + (isDescending ? " desc" : "")).join(", ");
