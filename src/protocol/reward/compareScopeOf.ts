import type { CompareScope } from "./compareViewApi.js";
import type { RolloutSet } from "./rolloutSet.js";

const isSame = (a: RolloutSet, b: RolloutSet) =>
  a.run === b.run && a.phase === b.phase && a.folder === b.folder && a.from === b.from && a.to === b.to;

/**
 * Which two of the sides are looked at first: the first and the last; a `chosen` one stands on the right, beside the first
 * one, and a chosen training step beside the validation that it follows. Null for fewer than two sides.
 */
export function compareScopeOf(sides: readonly RolloutSet[], chosen: RolloutSet | null = null): CompareScope | null {
  const [first, last] = [sides[0], sides.at(-1)];
  if (first === undefined || last === undefined || sides.length < 2) return null;
  const at = chosen === null ? -1 : sides.findIndex(side => isSame(side, chosen));
  const right = at > 0 ? (sides[at] ?? last) : last;
  const left = at > 0 && chosen?.phase === "training" ? (sides[at - 1] ?? first) : first;
  return { sides: [...sides], left, right };
}
