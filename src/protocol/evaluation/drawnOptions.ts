import type { RedrawnTable } from "../../core/evaluation/paper/redrawTable.js";
import type { NumberedTable } from "../../core/evaluation/tables/numberedTables.js";
import type { TableNumber } from "../../core/evaluation/tables/tableNumber.js";
import type { ResultSay } from "./resultSay.js";

/** What a table is drawn of. */
export interface DrawnOptions {
  readonly number: TableNumber;
  /** Null: no own evaluations belong into it. */
  readonly own: NumberedTable | null;
  /** Null: the paper's rows are not wanted. */
  readonly paper: RedrawnTable | null;
  /** What a set of questions is called. */
  readonly setName: (set: string) => string;
  readonly say: ResultSay;
}
