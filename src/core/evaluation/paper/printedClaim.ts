import type { CellPlace } from "./printedTable.js";

/** Something that a text says of printed tables, in a form that can be computed again. */
export type PrintedClaim = {
  readonly id: string;
  /** Where it is said. */
  readonly source: string;
} & (
  | {
      /** Points gained from one cell to another, as stated with so many digits. */
      readonly kind: "gain";
      readonly stated: number;
      readonly decimals: number;
      readonly from: CellPlace;
      readonly to: CellPlace;
    }
  | {
      /** More than this share of the distance from one cell to a target is covered. */
      readonly kind: "closes-gap";
      readonly over: number;
      readonly from: CellPlace;
      readonly to: CellPlace;
      readonly target: CellPlace;
    }
  | { readonly kind: "surpasses"; readonly here: CellPlace; readonly there: CellPlace }
  /** A little below a value, in the unit of the cells. */
  | { readonly kind: "nearly"; readonly stated: number; readonly at: readonly CellPlace[] }
  /** A row is the highest of its table in so many columns. */
  | { readonly kind: "highest"; readonly stated: number; readonly table: string; readonly row: string }
);
