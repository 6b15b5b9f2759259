import type { Comparison, FilterAtom } from "./filterExpression.js";
import type { FilterField } from "./filterField.js";
import type { FilterProblem } from "./filterProblem.js";
import { parseFilter } from "./parseFilter.js";
import { printField } from "./printField.js";

export type ReadTyped =
  { readonly kind: "atom"; readonly atom: FilterAtom } | { readonly kind: "problem"; readonly problem: FilterProblem };

/**
 * One condition of a field and a comparison that were chosen, and a value that was typed behind them. What says more than
 * one condition is none. Places of problems are in what was typed, in UTF-16 units.
 */
export function readTyped(
  field: FilterField,
  test: Comparison | "in" | "between" | "has" | "flag",
  typed: string,
): ReadTyped {
  const before = `${printField(field)} ${test} ${test === "in" ? "(" : ""}`;
  const parsed = parseFilter(`${before}${typed}${test === "in" ? ")" : ""}`);
  const placeOf = (at: number) => Math.min(Math.max(at - before.length, 0), typed.length);
  if (parsed.kind === "problem") {
    const { at, end, why } = parsed.problem;
    return { kind: "problem", problem: { at: placeOf(at), end: placeOf(end), why } };
  }
  const { expression } = parsed;
  if (expression.kind !== "and" && expression.kind !== "or" && expression.kind !== "not")
    return { kind: "atom", atom: expression };
  return { kind: "problem", problem: { at: 0, end: typed.length, why: { code: "not-one" } } };
}
