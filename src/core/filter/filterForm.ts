import { joined, type FilterAtom, type FilterExpression } from "./filterExpression.js";

/** One row of a form: a condition, or that it does not hold. */
export interface FilterFormRow {
  readonly isNegated: boolean;
  readonly atom: FilterAtom;
}

/** A filter as a form shows it: conditions that must all hold, or of which one is enough. */
export interface FilterForm {
  readonly join: "and" | "or";
  readonly rows: readonly FilterFormRow[];
}

function rowOf(expression: FilterExpression): FilterFormRow | null {
  const isNegated = expression.kind === "not";
  const inner = expression.kind === "not" ? expression.of : expression;
  return inner.kind === "and" || inner.kind === "or" || inner.kind === "not" ? null : { isNegated, atom: inner };
}

/** The form of an expression; null for one that joins conditions in more than one way, which no list of rows can say. */
export function formOf(expression: FilterExpression | null): FilterForm | null {
  if (expression === null) return { join: "and", rows: [] };
  const join = expression.kind === "or" ? "or" : "and";
  const members = expression.kind === "and" || expression.kind === "or" ? expression.of : [expression];
  const rows = members.map(rowOf);
  return rows.includes(null) ? null : { join, rows: rows.filter(row => row !== null) };
}

/** What a form says; null for an empty one. */
export function expressionOf({ join, rows }: FilterForm): FilterExpression | null {
  return joined(
    join,
    rows.map(({ isNegated, atom }): FilterExpression => (isNegated ? { kind: "not", of: atom } : atom)),
  );
}
