import type { RedrawnCell, RedrawnTable } from "../../src/core/evaluation/paper/redrawTable.js";
import { paperCellAt, paperMeans } from "../../src/protocol/evaluation/drawTable.js";
import type { TableColumn } from "../../src/protocol/evaluation/tableColumns.js";
import { evaluationContext } from "./evaluationContext.js";

/** As it is drawn again: where the print cannot be so, both stand here, and a note says why. */
function PaperCell({ cell }: { readonly cell: RedrawnCell | undefined }) {
  const { say } = evaluationContext.use();
  if (cell === undefined) return <td />;
  const { text, printed, count, delta, parts, footnote, place } = cell;
  const differs = [
    ...(text === printed ? [] : [say("result_printed", printed)]),
    ...(delta.agrees ? [] : [say("result_printed", delta.printed ?? "–")]),
  ];
  return (
    <td class="cell paper">
      <span class={place === 1 ? "value best" : place === 2 ? "value second" : "value"}>
        {text}
        {footnote !== null && <sup> {footnote}</sup>}
        {delta.text !== null && <span class="delta"> {delta.text}</span>}
      </span>
      {differs.map(words => (
        <span key={words} class="small differs">
          {words}
        </span>
      ))}
      {parts.length > 0 && <span class="small dim num">{parts.join("; ")}</span>}
      {count !== null && (
        <span class="small dim num">
          {count.k}/{count.n}
        </span>
      )}
    </td>
  );
}

interface PaperProps {
  readonly paper: RedrawnTable;
  readonly columns: readonly TableColumn[];
  readonly hasMeans: boolean;
}

/** The rows of the paper's table, drawn again, under the own columns of the same tasks and sets. */
export function PaperRows({ paper, columns, hasMeans }: PaperProps) {
  const { t } = evaluationContext.use();
  return (
    <tbody class="paperrows">
      <tr>
        <th scope="rowgroup" class="group" colSpan={columns.length + (hasMeans ? 3 : 1)}>
          <span class="pinned">{t("paper")}</span>
        </th>
      </tr>
      {paper.rows.map(row => (
        <tr key={row.id}>
          <th scope="row">
            <span class="rowname">{row.label}</span>
          </th>
          {columns.map(column => (
            <PaperCell key={column.id} cell={paperCellAt(row, column)} />
          ))}
          {hasMeans &&
            (row.role === "measured" ? paperMeans(row, columns) : [null, null]).map((mean, at) => (
              <td key={at} class="num macro">
                {mean?.text}
              </td>
            ))}
        </tr>
      ))}
    </tbody>
  );
}
