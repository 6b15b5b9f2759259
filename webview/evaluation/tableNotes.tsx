import { paperTableOf } from "../../src/core/evaluation/paper/redrawTable.js";
import { resultNotes } from "../../src/core/evaluation/tables/resultNotes.js";
import { kindOfTable, tableNumbers } from "../../src/core/evaluation/tables/tableNumber.js";
import type { ResultTable } from "../../src/core/evaluation/tables/tableTypes.js";
import { noteSentences } from "../../src/protocol/evaluation/noteSentences.js";
import { taskKindName } from "../taskKindName.js";
import { evaluationContext } from "./evaluationContext.js";

/** What has to be said with the table: of own rows, and what rules find in the paper's. */
export function TableNotes({ table }: { readonly table: ResultTable }) {
  const { t, say, showsPaper } = evaluationContext.use();
  const number = tableNumbers.find(one => kindOfTable[one] === table.kind);
  if (number === undefined) return null;
  const own = { number, result: table, notes: resultNotes(table) };
  const paper = showsPaper.value ? paperTableOf(table.kind) : null;
  const notes = noteSentences({ number, own, paper, setName: set => set, say }, taskKindName);
  return (
    <details class="notes">
      <summary>{t("notes", notes.length)}</summary>
      <ul class="small">
        {notes.map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
