import type { ResultCell } from "../../src/core/evaluation/tables/resultCell.js";
import type { ResultColumn, ResultRow, ResultTable } from "../../src/core/evaluation/tables/tableTypes.js";
import type { TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { taskKindName } from "../taskKindName.js";
import { cellWords } from "./cellWords.js";
import { evaluationContext } from "./evaluationContext.js";
import { PaperRows } from "./paperRows.js";
import { TableNotes } from "./tableNotes.js";

export const columnName = ({ task, set }: Pick<ResultColumn, "task" | "set">): string =>
  task === null ? (set ?? "").slice(0, 40) : taskKindName(task);

interface CellProps {
  readonly row: ResultRow;
  readonly cell: ResultCell | null;
  /** Null: of all tasks. */
  readonly task: TaskKind | null;
  readonly isZooms: boolean;
}

/** A cell, which opens its answers. */
function GridCell({ row, cell, task, isZooms }: CellProps) {
  const model = evaluationContext.use();
  const { t, listQuery } = model;
  if (cell === null) return <td />;
  const { k, n } = cell.accuracy;
  const isOpen = listQuery.value?.folder === row.id && listQuery.value.task === task;
  const lines = cellWords.lines(cell, t);
  const open = () =>
    model.openList({ folder: row.id, task, outcome: null, isBlind: listQuery.value?.isBlind ?? false });
  const delta = cellWords.delta(cell);
  const name = t("cell", row.label, task === null ? t("allTasks") : taskKindName(task), `${cellWords.value(cell)} %`);
  const place = cell.standing.place;
  return (
    <td class={isOpen ? "cell open" : "cell"}>
      <button
        type="button"
        class="cellbutton"
        aria-label={[name, ...lines].join(". ")}
        aria-expanded={isOpen}
        title={lines.join("\n")}
        data-cell={`${row.label}/${task ?? "all"}`}
        onClick={open}
      >
        <span class={place === 1 ? "value best" : place === 2 ? "value second" : "value"}>
          {isZooms ? cellWords.zoom(cell, t) : cellWords.value(cell)}
          {delta !== "" && <span class="delta"> {delta}</span>}
        </span>
        <span class="small dim num">{cellWords.interval(cell)}</span>
        <span class="small dim num">
          {Number.isInteger(k) ? k : k.toFixed(1)}/{n}
        </span>
      </button>
    </td>
  );
}

function Row({ row, table }: { readonly row: ResultRow; readonly table: ResultTable }) {
  const { t, table: shown } = evaluationContext.use();
  const listed = shown.value?.evaluations.find(({ folder }) => folder === row.id);
  const isZooms = table.kind === "zooms";
  const isGoing = listed !== undefined && !listed.isEnded && listed.done < listed.attempts;
  const macro = row.macro.value;
  return (
    <tr data-row={row.label}>
      <th scope="row" title={row.id}>
        <span class="rowname">{row.label}</span>
        <span class="small dim">{row.model}</span>
        {isGoing && <span class="small dim">{t("toGo", listed.done, listed.attempts)}</span>}
      </th>
      {table.columns.map(({ id, task }) => (
        <GridCell key={id} row={row} cell={row.cells[id] ?? null} task={task} isZooms={isZooms} />
      ))}
      <GridCell row={row} cell={row.micro} task={null} isZooms={isZooms} />
      <td class="num macro">{macro === null ? "" : cellWords.percent(macro)}</td>
    </tr>
  );
}

function RandomRow({ table }: { readonly table: ResultTable }) {
  const { t } = evaluationContext.use();
  if (table.kind === "zooms") return null;
  return (
    <tr class="random dim">
      <th scope="row">{t("random")}</th>
      {table.columns.map(({ id, chance }) => (
        <td key={id} class="num">
          {chance === null ? "–" : cellWords.percent(chance)}
        </td>
      ))}
      <td />
      <td />
    </tr>
  );
}

/** Own rows, and below them the paper's in the same columns. */
export function ResultGrid({ table }: { readonly table: ResultTable }) {
  const { t, showsPaper } = evaluationContext.use();
  return (
    <div class="gridframe" tabIndex={0} role="region" aria-label={t(`kind_${table.kind}`)}>
      <table class="grid">
        <thead>
          <tr>
            <th scope="col">{t("model")}</th>
            {table.columns.map(column => (
              <th key={column.id} scope="col">
                {columnName(column)}
                <span class="small dim">{t("questions", column.items)}</span>
              </th>
            ))}
            <th scope="col">{t("allTasks")}</th>
            <th scope="col">{t("average")}</th>
          </tr>
        </thead>
        <tbody>
          <RandomRow table={table} />
          {table.rows.map(row => (
            <Row key={row.id} row={row} table={table} />
          ))}
        </tbody>
        {showsPaper.value && <PaperRows kind={table.kind} columns={table.columns} />}
      </table>
      <TableNotes table={table} />
    </div>
  );
}
