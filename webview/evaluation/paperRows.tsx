import { paperTableOf, type RedrawnRow, type RedrawnTable } from "../../src/core/evaluation/paper/redrawTable.js";
import type { TableKind } from "../../src/core/evaluation/tables/tableKind.js";
import type { ResultColumn } from "../../src/core/evaluation/tables/tableTypes.js";
import { evaluationContext } from "./evaluationContext.js";

interface PaperProps {
  readonly kind: TableKind;
  readonly columns: readonly ResultColumn[];
}

function PaperCell({
  paper,
  row,
  task,
}: {
  readonly paper: RedrawnTable;
  readonly row: RedrawnRow;
  readonly task: string | null;
}) {
  const column = task === null ? undefined : paper.columns.find(one => one.task === task);
  const cell = column === undefined ? undefined : row.cells[column.id];
  if (cell === undefined) return <td />;
  const { count, delta, place } = cell;
  return (
    <td class="cell paper">
      <span class={place === 1 ? "value best" : place === 2 ? "value second" : "value"}>
        {cell.printed}
        {delta.printed !== null && <span class="delta"> {delta.printed}</span>}
      </span>
      {count !== null && (
        <span class="small dim num">
          {count.k}/{count.n}
        </span>
      )}
    </td>
  );
}

/** The rows of the paper's table of this kind, as printed, under the own columns of the same tasks. */
export function PaperRows({ kind, columns }: PaperProps) {
  const { t } = evaluationContext.use();
  const paper = paperTableOf(kind);
  if (paper === null || !columns.some(({ task }) => paper.columns.some(one => one.task !== null && one.task === task)))
    return null;
  return (
    <tbody class="paperrows">
      <tr>
        <th scope="rowgroup" class="group" colSpan={columns.length + 3}>
          <span class="pinned">{t("paper")}</span>
        </th>
      </tr>
      {paper.rows.map(row => (
        <tr key={row.id}>
          <th scope="row">
            <span class="rowname">{row.label}</span>
          </th>
          {columns.map(({ id, task }) => (
            <PaperCell key={id} paper={paper} row={row} task={task} />
          ))}
          <td />
          <td />
        </tr>
      ))}
    </tbody>
  );
}
