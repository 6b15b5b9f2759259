import type { FilterAtom, FilterExpression } from "./filterExpression.js";

/** Whether a condition holds; null while that is not known. */
export type AtomTest = (atom: FilterAtom) => boolean | null;

/** False as soon as one is; else null as soon as one is not known. The negation of it is `or` over negations. */
function allOf(members: readonly FilterExpression[], test: AtomTest): boolean | null {
  let isKnown = true;
  for (const member of members) {
    const one = evaluateFilter(member, test);
    if (one === false) return false;
    isKnown &&= one !== null;
  }
  return isKnown ? true : null;
}

function anyOf(members: readonly FilterExpression[], test: AtomTest): boolean | null {
  let isKnown = true;
  for (const member of members) {
    const one = evaluateFilter(member, test);
    if (one === true) return true;
    isKnown &&= one !== null;
  }
  return isKnown ? false : null;
}

/**
 * Whether an expression holds, as far as its conditions are known: null only where what is unknown decides. So a row whose
 * score leaves it out is never read for its text.
 */
export function evaluateFilter(expression: FilterExpression, test: AtomTest): boolean | null {
  switch (expression.kind) {
    case "and":
      return allOf(expression.of, test);
    case "or":
      return anyOf(expression.of, test);
    case "not": {
      const inner = evaluateFilter(expression.of, test);
      return inner === null ? null : !inner;
    }
    case "compare":
    case "in":
    case "between":
    case "has":
    case "flag":
      return test(expression);
  }
}
