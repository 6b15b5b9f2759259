import type { InferredSize, PlacedCell } from "./inferSizes.js";
import { countOf, shareText } from "./printedShare.js";
import type { PrintedFinding } from "./printedFinding.js";
import type { TableLookup } from "./tableLookup.js";

/** A size below this share of the column's is no test set with some questions left out. */
const leastKept = 0.9;

/** Percentages that are no counts of their column's questions; those that are counts of slightly fewer, together. */
export function sizeFindings({ sizes }: TableLookup): readonly PrintedFinding[] {
  return sizes.flatMap(findingsOf);
}

function findingsOf({ column, n, misfits }: InferredSize): readonly PrintedFinding[] {
  if (n === null) return [];
  const found: PrintedFinding[] = [];
  let left = misfits;
  for (let other = likeliest(left, n); other !== null; other = likeliest(left, n)) {
    const size = other;
    const at = left.flatMap(({ place, cell, value }) => {
      const k = countOf(value, cell.decimals, size);
      return k === null ? [] : [{ ...place, printed: cell.text, k }];
    });
    found.push({ code: "mixed-sizes", column, n, other: size, at });
    left = left.filter(({ cell, value }) => countOf(value, cell.decimals, size) === null);
  }
  return [...found, ...left.map(one => noCount(one, n))];
}

/** The size below n that explains the most different numbers; of equal ones the nearest to n. Null: none does. */
function likeliest(misfits: readonly PlacedCell[], n: number): number | null {
  const distinct = [...new Map(misfits.map(one => [one.cell.text, one])).values()];
  let best: { readonly size: number; readonly fitting: number } | null = null;
  for (let size = n - 1; size >= leastKept * n; size--) {
    const fitting = distinct.filter(({ cell, value }) => countOf(value, cell.decimals, size) !== null).length;
    if (fitting > (best?.fitting ?? 0)) best = { size, fitting };
  }
  return best?.size ?? null;
}

function noCount({ place, cell, value }: PlacedCell, n: number): PrintedFinding {
  const k = Math.floor((value * n) / 100);
  const [below, above] = [shareText(k, n, cell.decimals), shareText(k + 1, n, cell.decimals)];
  return { code: "no-count", at: { ...place, printed: cell.text }, n, below, above };
}
