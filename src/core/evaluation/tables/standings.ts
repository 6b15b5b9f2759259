import { holm } from "../holm.js";
import { type CellItems, noItems } from "./cellItems.js";
import type { ItemComparison } from "./compareItems.js";
import type { CellStanding } from "./resultCell.js";

interface Standing {
  readonly value: number | null;
  readonly chance: number | null;
  readonly items: CellItems;
}

const none: CellStanding = { place: null, isBest: false };

/**
 * Places in a column by value, among those over chance; and which of these no paired test tells from the best one (exact
 * McNemar, Holm over the column; the difference's interval where items are not simply right or wrong).
 */
export function standings(
  cells: readonly (Standing | null)[],
  compare: (here: CellItems, base: CellItems) => ItemComparison,
): readonly CellStanding[] {
  const values = cells.map(overChance);
  const [first, second] = [...new Set(values.filter(value => value !== null))].sort((a, b) => b - a);
  if (first === undefined) return cells.map(() => none);
  const best = cells[values.indexOf(first)]?.items ?? noItems();
  const against = cells.map((cell, at) => (cell === null || values[at] === first ? null : compare(cell.items, best)));
  const settled = adjusted(against.map(one => one?.p ?? null));
  return cells.map((_, at) => {
    const value = values[at] ?? null;
    if (value === first) return { place: 1, isBest: true };
    const p = settled[at] ?? null;
    const isTied = p !== null ? p >= 0.05 : touchesZero(against[at]?.difference);
    return { place: value !== null && value === second ? 2 : null, isBest: value !== null && isTied };
  });
}

function overChance(cell: Standing | null): number | null {
  const value = cell?.value ?? null;
  return value !== null && value > (cell?.chance ?? 0) ? value : null;
}

/** Holm over those that were tested. */
function adjusted(values: readonly (number | null)[]): readonly (number | null)[] {
  const tested = holm(values.filter(p => p !== null));
  let next = 0;
  return values.map(p => (p === null ? null : (tested[next++] ?? null)));
}

/** An interval with bounds that hold 0; nothing is said without one. */
function touchesZero(difference: { readonly lo: number | null; readonly hi: number | null } | undefined): boolean {
  if (difference === undefined || difference.lo === null || difference.hi === null) return false;
  return difference.lo <= 0 && difference.hi >= 0;
}
