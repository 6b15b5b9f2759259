import type { Comparison, FilterAtom, FilterValue } from "./filterExpression.js";
import { ruleOf } from "./filterField.js";

/** What a row has in a field: null where it has nothing. A list holds if one of its values does, and `!=` if all do. */
export type FieldValue = number | string | boolean | readonly string[] | null;

/** Order of two values of one kind; null where they are of different kinds. */
function order(left: number | string, right: FilterValue): number | null {
  if (typeof left !== typeof right) return null;
  // Not by their difference: that of two infinities is no number.
  return left === right ? 0 : left < right ? -1 : 1;
}

function compare(left: number | string, operator: Comparison, right: FilterValue): boolean {
  if (operator === "~") return typeof left === "string" && left.toLowerCase().includes(String(right).toLowerCase());
  const by = order(left, right);
  // A text is certainly not equal to a number, but neither above nor below it.
  if (by === null) return operator === "!=";
  switch (operator) {
    case "=":
      return by === 0;
    case "!=":
      return by !== 0;
    case "<":
      return by < 0;
    case "<=":
      return by <= 0;
    case ">":
      return by > 0;
    case ">=":
      return by >= 0;
  }
}

function testOne(atom: FilterAtom, value: number | string): boolean {
  // Fields that are kept in single precision are compared in it, wherever their value was read from.
  const round = (number: FilterValue) =>
    ruleOf(atom.field).isSingle === true && typeof number === "number" ? Math.fround(number) : number;
  const own = round(value);
  switch (atom.kind) {
    case "compare":
      return compare(own, atom.operator, round(atom.value));
    case "in":
      return atom.values.some(one => compare(own, "=", round(one)));
    case "between":
      return compare(own, ">=", round(atom.low)) && compare(own, "<=", round(atom.high));
    case "flag":
    case "has":
      return true;
  }
}

/** True when a value fulfils a condition. A field that is missing (null) fulfils none. */
export function testAtom(atom: FilterAtom, value: FieldValue): boolean {
  if (value === null) return false;
  if (atom.kind === "has") return typeof value !== "object" || value.length > 0;
  if (typeof value === "boolean") return atom.kind === "flag" ? value : testOne(atom, Number(value));
  if (typeof value !== "object") return testOne(atom, value);
  const isAgainst = atom.kind === "compare" && atom.operator === "!=";
  return isAgainst ? value.length > 0 && value.every(one => testOne(atom, one)) : value.some(one => testOne(atom, one));
}
