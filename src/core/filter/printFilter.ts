import type { FilterAtom, FilterExpression, FilterValue } from "./filterExpression.js";
import { isPlainWord, printField, quoted } from "./printField.js";

/** Numbers as they are read back; texts in quotes unless they are words of a choice. */
function printValue(value: FilterValue, isChoice = false): string {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  return isChoice && isPlainWord(value) ? value : quoted(value);
}

function printAtom(atom: FilterAtom): string {
  const field = printField(atom.field);
  const isChoice = field === "outcome" || field === "phase";
  switch (atom.kind) {
    case "flag":
      return field;
    case "has":
      return `has(${field})`;
    case "between":
      return `${field} between ${printValue(atom.low)} and ${printValue(atom.high)}`;
    case "in":
      return `${field} in (${atom.values.map(value => printValue(value, isChoice)).join(", ")})`;
    case "compare":
      if (field === "outcome" && atom.operator === "=") return String(atom.value);
      return `${field} ${atom.operator} ${printValue(atom.value, isChoice)}`;
  }
}

/** An expression as a text that reads back as the same expression, with no more parentheses than it needs. */
export function printFilter(expression: FilterExpression): string {
  const inside = (member: FilterExpression, needs: readonly string[]) =>
    needs.includes(member.kind) ? `(${printFilter(member)})` : printFilter(member);
  switch (expression.kind) {
    case "or":
      return expression.of.map(member => inside(member, ["or"])).join(" or ");
    case "and":
      return expression.of.map(member => inside(member, ["or", "and"])).join(" and ");
    case "not":
      return `not ${inside(expression.of, ["or", "and"])}`;
    case "compare":
    case "in":
    case "between":
    case "has":
    case "flag":
      return printAtom(expression);
  }
}
