import type { TableKind } from "../tables/tableKind.js";
import type { PrintedColumn, PrintedTable } from "./printedTable.js";

/** A cell of the paper, drawn from single measurements; what can be computed is computed and compared with the print. */
export interface RedrawnCell {
  /** As printed, and as drawn again from the count (or from the parts, or from guessing). */
  readonly printed: string;
  readonly text: string;
  readonly value: number | null;
  /** The count that it is a share of; null: none fits, or no size is known. */
  readonly count: { readonly k: number; readonly n: number } | null;
  /** Null where none is printed. `text`: the difference of the printed cells. */
  readonly delta: { readonly printed: string; readonly text: string; readonly agrees: boolean } | null;
  /** Best and second best over chance, by the caption of Table 3; null elsewhere. */
  readonly place: 1 | 2 | null;
  readonly agrees: boolean;
  readonly footnote: number | null;
}

export interface RedrawnRow {
  readonly id: string;
  readonly label: string;
  readonly role: "random" | "measured";
  readonly base: string | null;
  readonly cells: Readonly<Record<string, RedrawnCell | null>>;
}

export interface RedrawnTable {
  readonly id: string;
  readonly kind: TableKind;
  readonly source: string;
  readonly columns: readonly (PrintedColumn & { readonly inferred: number | null })[];
  readonly rows: readonly RedrawnRow[];
}

export declare function redrawTable(table: PrintedTable, others: readonly PrintedTable[]): RedrawnTable;
