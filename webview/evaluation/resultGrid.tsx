import type { ResultCell, WaitingCell } from "../../src/core/evaluation/tables/resultCell.js";
import type { ResultRow, ResultTable } from "../../src/core/evaluation/tables/tableTypes.js";
import { type TaskKind, taskKinds } from "../../src/core/benchmark/taskKinds.js";
import { drawTable, hasMeansOf, iouText } from "../../src/protocol/evaluation/drawTable.js";
import type { ShownTable } from "../../src/protocol/evaluation/evaluationViewApi.js";
import { boundsText, meanText, ownFamilyMark } from "../../src/protocol/evaluation/ownCellText.js";
import { type TableColumn, tableColumns } from "../../src/protocol/evaluation/tableColumns.js";
import { cellWords } from "./cellWords.js";
import { evaluationContext } from "./evaluationContext.js";
import { PaperRows } from "./paperRows.js";
import { drawnOptionsOf } from "./shownTable.js";
import { TableNotes } from "./tableNotes.js";

const taskOf = (id: string): TaskKind | null => taskKinds.find(task => task === id) ?? null;

interface CellProps {
  readonly row: ResultRow;
  readonly cell: ResultCell | null;
  /** Of which column, in words, and of which task; null: of all tasks. */
  readonly label: string;
  readonly task: TaskKind | null;
  readonly part: TableColumn["part"];
  /** Whose answers it opens; null: those of several, or of nobody. */
  readonly folder: string | null;
}

/** Of answers that wait for a judge: between which shares the cell lies. */
function Waiting({ waiting }: { readonly waiting: WaitingCell }) {
  const { say } = evaluationContext.use();
  return (
    <>
      <span class="value dim">{boundsText(waiting)}</span>
      <span class="small dim num">{say("result_waiting", waiting.attempts)}</span>
    </>
  );
}

function Share({ cell }: { readonly cell: ResultCell }) {
  const { t } = evaluationContext.use();
  const { k, n } = cell.accuracy;
  const delta = cellWords.delta(cell);
  const tested = cellWords.tested(cell, t);
  if (cell.waiting !== null) return <Waiting waiting={cell.waiting} />;
  const place = cell.standing.isBest ? "best" : cell.standing.place === 2 ? "second" : "";
  return (
    <>
      <span class={`value ${place}`}>
        {cellWords.value(cell)}
        {cell.ownQuestions > 0 && ownFamilyMark}
        {delta !== "" && <span class="delta"> {delta}</span>}
      </span>
      <span class="small dim num">{cellWords.interval(cell, t)}</span>
      <span class="small dim num">
        {Number.isInteger(k) ? k : k.toFixed(1)}/{n}
      </span>
      {tested !== "" && <span class="small dim num">{tested}</span>}
      {cell.isTrained && <span class="small">{t("trained")}</span>}
    </>
  );
}

/** A figure of Table 6, with its interval below. */
function Zoomed({ cell, part }: { readonly cell: ResultCell; readonly part: "calls" | "iou" }) {
  const { zoom } = cell;
  const text = zoom === null ? null : part === "calls" ? meanText(zoom.calls, 2) : iouText(zoom);
  const [value = "", ...rest] = (text ?? "–").split(/ (?=[[(])/);
  return (
    <>
      <span class="value">{value}</span>
      {rest.map(words => (
        <span key={words} class="small dim num">
          {words}
        </span>
      ))}
    </>
  );
}

/** A cell, which opens its answers. */
function GridCell({ row, cell, label, task, part, folder }: CellProps) {
  const model = evaluationContext.use();
  const { t, listQuery } = model;
  if (cell === null) return <td />;
  const shown = part === "share" ? <Share cell={cell} /> : <Zoomed cell={cell} part={part} />;
  if (folder === null) return <td class="cell paper">{shown}</td>;
  const isOpen = listQuery.value?.folder === folder && listQuery.value.task === task;
  const lines = cellWords.lines(cell, t);
  const open = () => {
    model.takesFocus = true;
    model.openList({ folder, task, outcome: null, isBlind: listQuery.value?.isBlind ?? false });
  };
  const value = part === "share" ? `${cellWords.value(cell)} %` : cellWords.zoom(cell, t);
  return (
    <td class={isOpen ? "cell open" : "cell"}>
      <button
        type="button"
        class="cellbutton"
        aria-label={[t("cell", row.label, label, value), ...lines].join(". ")}
        aria-expanded={isOpen}
        title={lines.join("\n")}
        data-cell={`${row.label}/${part === "iou" ? "iou " : ""}${task ?? "all"}`}
        onClick={open}
      >
        {shown}
      </button>
    </td>
  );
}

interface RowProps {
  readonly row: ResultRow;
  readonly shown: ShownTable;
  readonly columns: readonly TableColumn[];
}

/** Of a table of sets each column is of another evaluation of the same model. */
function folderOf({ table, evaluations }: ShownTable, row: ResultRow, column: string): string | null {
  if (table.kind !== "sets") return row.id;
  const own = evaluations.filter(
    ({ set, name, model }) => set === column && (name === row.label || model === row.model),
  );
  return own.length === 1 ? (own[0]?.folder ?? null) : null;
}

function Row({ row, shown, columns }: RowProps) {
  const { t, say } = evaluationContext.use();
  const { table, evaluations } = shown;
  const listed = evaluations.find(({ folder }) => folder === row.id);
  const isGoing = listed !== undefined && !listed.isEnded && listed.done < listed.attempts;
  const macro = row.macro.value;
  const inputs = new Set(table.rows.map(({ input }) => input));
  return (
    <tr data-row={row.label}>
      <th scope="row" title={row.id}>
        <span class="rowname">{row.label}</span>
        {row.model !== row.label && <span class="small dim">{row.model}</span>}
        {inputs.size > 1 && <span class="small dim">{say(`result_${row.input}`)}</span>}
        {listed !== undefined && listed.missing > 0 && (
          <span class="small dim">{t("shardsMissing", listed.missing)}</span>
        )}
        {isGoing && <span class="small dim">{t("toGo", listed.done, listed.attempts)}</span>}
      </th>
      {columns.map(({ id, label, own, part }) => (
        <GridCell
          key={id}
          {...{ row, label, part, task: own === null ? null : taskOf(own) }}
          cell={own === null ? null : (row.cells[own] ?? null)}
          folder={own === null ? null : folderOf(shown, row, own)}
        />
      ))}
      {hasMeansOf(table.kind) && (
        <>
          <GridCell {...{ row, label: t("allTasks"), task: null, part: "share", cell: row.micro, folder: row.id }} />
          <td class="num macro">{macro === null ? "" : cellWords.percent(macro)}</td>
        </>
      )}
    </tr>
  );
}

interface ColumnsProps {
  readonly table: ResultTable;
  readonly columns: readonly TableColumn[];
}

function RandomRow({ table, columns }: ColumnsProps) {
  const { t } = evaluationContext.use();
  if (!hasMeansOf(table.kind) || table.rows.length === 0) return null;
  return (
    <tr class="random dim">
      <th scope="row">{t("random")}</th>
      {columns.map(({ id, own }) => {
        const chance = table.columns.find(column => column.id === own)?.chance ?? null;
        return (
          <td key={id} class="num">
            {chance === null ? "–" : cellWords.percent(chance)}
          </td>
        );
      })}
      <td />
      <td />
    </tr>
  );
}

function Head({ table, columns }: ColumnsProps) {
  const { t } = evaluationContext.use();
  return (
    <thead>
      <tr>
        <th scope="col">{t("model")}</th>
        {columns.map(({ id, label, own }) => {
          const items = table.columns.find(column => column.id === own)?.items ?? null;
          return (
            <th key={id} scope="col">
              {label}
              {items !== null && <span class="small dim">{t("questions", items)}</span>}
            </th>
          );
        })}
        {hasMeansOf(table.kind) && (
          <>
            <th scope="col">{t("allTasks")}</th>
            <th scope="col">{t("average")}</th>
          </>
        )}
      </tr>
    </thead>
  );
}

/** Own rows, and below them the paper's in the same columns. */
export function ResultGrid({ shown }: { readonly shown: ShownTable }) {
  const model = evaluationContext.use();
  const { t } = model;
  const { table } = shown;
  const options = drawnOptionsOf(shown, model);
  const columns = tableColumns(options);
  return (
    <div class="gridframe" tabIndex={0} role="region" aria-label={t(`kind_${table.kind}`)}>
      {table.rows.length === 0 && <p class="sentence dim">{t(`empty_${table.kind}`)}</p>}
      <table class="grid">
        <Head table={table} columns={columns} />
        {table.rows.length > 0 && (
          <tbody>
            <RandomRow table={table} columns={columns} />
            {table.rows.map(row => (
              <Row key={row.id} row={row} shown={shown} columns={columns} />
            ))}
          </tbody>
        )}
        {options.paper !== null && (
          <PaperRows paper={options.paper} columns={columns} hasMeans={hasMeansOf(table.kind)} />
        )}
      </table>
      <TableNotes notes={drawTable(options).notes} />
    </div>
  );
}
