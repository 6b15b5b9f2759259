import { paperTableOf } from "../../src/core/evaluation/paper/redrawTable.js";
import { resultNotes } from "../../src/core/evaluation/tables/resultNotes.js";
import { kindOfTable, tableNumbers } from "../../src/core/evaluation/tables/tableNumber.js";
import type { DrawnOptions } from "../../src/protocol/evaluation/drawnOptions.js";
import type { ShownTable } from "../../src/protocol/evaluation/evaluationViewApi.js";
import type { EvaluationModel } from "./evaluationModel.js";

/** What the table on show is drawn of: own rows, and the paper's where they are wanted. */
export function drawnOptionsOf({ table, evaluations }: ShownTable, { say, showsPaper }: EvaluationModel): DrawnOptions {
  const number = tableNumbers.find(one => kindOfTable[one] === table.kind) ?? "3";
  const names = new Map(evaluations.map(({ set, setName }) => [set, setName]));
  return {
    ...{ number, say, setName: set => names.get(set) ?? set },
    own: table.rows.length === 0 ? null : { number, result: table, notes: resultNotes(table) },
    paper: showsPaper.value ? paperTableOf(table.kind) : null,
  };
}
