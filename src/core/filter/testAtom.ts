import type { Comparison, FilterAtom, FilterValue } from "./filterExpression.js";
import { readLoggedNumber } from "../rollout/readLoggedNumber.js";
import { ruleOf, type FilterField } from "./filterField.js";
import { isSingleSure } from "./isSingleSure.js";

/** What a row has in a field: null where it has nothing. A list holds if one of its values does, and `!=` if all do. */
export type FieldValue = number | string | boolean | readonly string[] | null;

/** Trainers log numbers as texts, too: beside a number such a text is what it says. */
function asNumber(value: FilterValue): FilterValue {
  if (typeof value === "number") return value;
  const read = readLoggedNumber(value);
  return read.kind === "number" ? read.value : value;
}

/** Order of two values; null where one is a number and the other no text of one. */
function order(left: FilterValue, right: FilterValue): number | null {
  if (typeof left !== typeof right) return null;
  // Not by their difference: that of two infinities is no number.
  return left === right ? 0 : left < right ? -1 : 1;
}

function compare(left: FilterValue, operator: Comparison, right: FilterValue): boolean {
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

/** Fields that are kept in single precision are compared in it, wherever their value was read from. */
const rounded = (value: FilterValue, field: FilterField): FilterValue =>
  ruleOf(field).isSingle === true && typeof value === "number" && isSingleSure(value) ? Math.fround(value) : value;

function fulfils(field: FilterField, value: FilterValue, operator: Comparison, wanted: FilterValue): boolean {
  const isMixed = operator !== "~" && typeof value !== typeof wanted;
  const [left, right] = isMixed ? [asNumber(value), asNumber(wanted)] : [value, wanted];
  return compare(rounded(left, field), operator, rounded(right, field));
}

function testOne(atom: FilterAtom, value: FilterValue): boolean {
  const { field } = atom;
  switch (atom.kind) {
    case "compare":
      return fulfils(field, value, atom.operator, atom.value);
    case "in":
      return atom.values.some(one => fulfils(field, value, "=", one));
    case "between":
      return fulfils(field, value, ">=", atom.low) && fulfils(field, value, "<=", atom.high);
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
