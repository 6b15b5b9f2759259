import type { CellPlace } from "./printedTable.js";

export interface PrintedPlace extends CellPlace {
  readonly printed: string;
}

/** Something about printed tables that cannot be so, or is less than it sounds. */
export type PrintedFinding =
  | {
      /** A delta that is not the difference of its cells, neither as printed nor by their counts. */
      readonly code: "delta-differs";
      readonly at: PrintedPlace;
      readonly base: PrintedPlace;
      readonly delta: string;
      readonly recomputed: string;
      /** The cell of the column whose difference it is; null: none. */
      readonly explainedBy: PrintedPlace | null;
    }
  | {
      /** A percentage that is no whole count of the column's questions, nor of nearly as many. */
      readonly code: "no-count";
      readonly at: PrintedPlace;
      readonly n: number;
      /** What the counts next to it would be printed as. */
      readonly below: string;
      readonly above: string;
    }
  | {
      /** Percentages that are counts of fewer questions than the column has: some were left out. */
      readonly code: "mixed-sizes";
      readonly column: string;
      readonly n: number;
      readonly other: number;
      readonly at: readonly (PrintedPlace & { readonly k: number })[];
    }
  | {
      /** One model, asked in one way, with two values in one column. */
      readonly code: "two-values";
      readonly model: string;
      readonly column: string;
      readonly at: readonly PrintedPlace[];
    }
  | {
      /** A random row that is not 100 by the number of choices. */
      readonly code: "random-differs";
      readonly at: PrintedPlace;
      readonly choices: number;
      /** As how many choices it is taken all the same; null: as many as are printed. */
      readonly treatedAs: number | null;
      readonly recomputed: string;
    }
  | {
      /** A mean that is not that of its parts, plainly or by calls; `isRounding`: their rounding may explain it. */
      readonly code: "mean-differs";
      readonly at: PrintedPlace;
      readonly parts: readonly string[];
      readonly plain: number;
      readonly byCalls: number | null;
      readonly isRounding: boolean;
    }
  | {
      /** A claim that its cells do not bear out. */
      readonly code: "claim-differs";
      readonly claim: string;
      readonly source: string;
      readonly stated: number | null;
      readonly recomputed: number | null;
      readonly at: readonly PrintedPlace[];
    }
  | {
      /** A gap that is said to be partly closed is behind: the target itself is passed. */
      readonly code: "gap-overshot";
      readonly claim: string;
      readonly source: string;
      readonly share: number;
      readonly at: readonly PrintedPlace[];
    }
  | {
      /** A lead of so few questions that no paired test could call it one: `leastP` where all others agree. */
      readonly code: "too-few-items";
      readonly claim: string;
      readonly source: string;
      readonly items: number;
      readonly leastP: number;
      readonly at: readonly PrintedPlace[];
    };
export type PrintedFindingCode = PrintedFinding["code"];
