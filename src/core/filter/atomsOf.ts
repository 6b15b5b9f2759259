import type { FilterAtom, FilterExpression } from "./filterExpression.js";

/** The conditions of an expression, from left to right. */
export function atomsOf(expression: FilterExpression): readonly FilterAtom[] {
  switch (expression.kind) {
    case "and":
    case "or":
      return expression.of.flatMap(atomsOf);
    case "not":
      return atomsOf(expression.of);
    case "compare":
    case "in":
    case "between":
    case "has":
    case "flag":
      return [expression];
  }
}
