import { mcnemar } from "../mcnemar.js";
import type { PrintedClaim } from "./printedClaim.js";
import type { PrintedFinding } from "./printedFinding.js";
import type { CellPlace } from "./printedTable.js";
import { cellAt, countAt, printedAt, type TableLookup } from "./tableLookup.js";

/** What a claim comes to when it is computed again; `finding` is null where it holds. */
export interface CheckedClaim {
  readonly claim: PrintedClaim;
  /** Points gained, share of the gap, lead in the cells' unit, mean of the cells, or columns led; null: cells are missing. */
  readonly recomputed: number | null;
  readonly finding: PrintedFinding | null;
}

type OfKind<K extends PrintedClaim["kind"]> = Extract<PrintedClaim, { readonly kind: K }>;

export function checkClaim(lookup: TableLookup, claim: PrintedClaim): CheckedClaim {
  switch (claim.kind) {
    case "gain":
      return checkGain(lookup, claim);
    case "closes-gap":
      return checkGap(lookup, claim);
    case "surpasses":
      return checkLead(lookup, claim);
    case "nearly":
      return checkNearly(lookup, claim);
    case "highest":
      return checkHighest(lookup, claim);
  }
}

/** By counts where both are known, so that rounding adds nothing. */
function difference(lookup: TableLookup, from: CellPlace, to: CellPlace): number | null {
  const [a, b] = [countAt(lookup, from), countAt(lookup, to)];
  if (a !== null && b !== null) return (100 * b.k) / b.n - (100 * a.k) / a.n;
  const [start, end] = [cellAt(lookup, from)?.value ?? null, cellAt(lookup, to)?.value ?? null];
  return start === null || end === null ? null : end - start;
}

function differing(
  lookup: TableLookup,
  { id, source }: PrintedClaim,
  stated: number | null,
  recomputed: number | null,
  places: readonly CellPlace[],
): PrintedFinding {
  const at = places.map(place => printedAt(lookup, place));
  return { code: "claim-differs", claim: id, source, stated, recomputed, at };
}

function checkGain(lookup: TableLookup, claim: OfKind<"gain">): CheckedClaim {
  const { from, to, stated, decimals } = claim;
  const recomputed = difference(lookup, from, to);
  const holds = recomputed !== null && Math.abs(recomputed - stated) <= 0.5 * 10 ** -decimals + 1e-9;
  return { claim, recomputed, finding: holds ? null : differing(lookup, claim, stated, recomputed, [from, to]) };
}

function checkGap(lookup: TableLookup, claim: OfKind<"closes-gap">): CheckedClaim {
  const { id, source, over, from, to, target } = claim;
  const [gained, gap] = [difference(lookup, from, to), difference(lookup, from, target)];
  // A target that lies below is no gap that could be closed.
  const share = gained === null || gap === null || gap <= 0 ? null : gained / gap;
  const places = [from, to, target];
  if (share !== null && share > 1) {
    const at = places.map(place => printedAt(lookup, place));
    return { claim, recomputed: share, finding: { code: "gap-overshot", claim: id, source, share, at } };
  }
  const holds = share !== null && share > over;
  return { claim, recomputed: share, finding: holds ? null : differing(lookup, claim, over, share, places) };
}

function checkLead(lookup: TableLookup, claim: OfKind<"surpasses">): CheckedClaim {
  const { id, source, here, there } = claim;
  const lead = difference(lookup, there, here);
  if (lead === null || lead <= 0) {
    return { claim, recomputed: lead, finding: differing(lookup, claim, null, lead, [here, there]) };
  }
  const [own, other] = [countAt(lookup, here), countAt(lookup, there)];
  const items = own !== null && own.n === other?.n ? own.k - other.k : null;
  const leastP = items === null ? 0 : mcnemar(items, 0);
  if (items === null || leastP < 0.05) return { claim, recomputed: lead, finding: null };
  const at = [here, there].map(place => printedAt(lookup, place));
  return { claim, recomputed: lead, finding: { code: "too-few-items", claim: id, source, items, leastP, at } };
}

/** A little below: not above, and within a twentieth. */
function checkNearly(lookup: TableLookup, claim: OfKind<"nearly">): CheckedClaim {
  const values = claim.at.map(place => cellAt(lookup, place)?.value ?? null).filter(value => value !== null);
  const recomputed = values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const holds = values.length > 0 && values.every(value => value <= claim.stated && value >= 0.95 * claim.stated);
  return { claim, recomputed, finding: holds ? null : differing(lookup, claim, claim.stated, recomputed, claim.at) };
}

function checkHighest(lookup: TableLookup, claim: OfKind<"highest">): CheckedClaim {
  const table = lookup.tables.find(({ id }) => id === claim.table);
  const highest = (table?.columns ?? []).filter(({ id }) => {
    const values = (table?.rows ?? []).map(row => row.cells[id]?.value ?? -1);
    const own = table?.rows.find(row => row.id === claim.row)?.cells[id]?.value ?? null;
    return own !== null && own >= Math.max(...values);
  });
  const places = highest.map(({ id }) => ({ table: claim.table, row: claim.row, column: id }));
  const holds = highest.length === claim.stated;
  const finding = holds ? null : differing(lookup, claim, claim.stated, highest.length, places);
  return { claim, recomputed: highest.length, finding };
}
