import { taskKinds } from "../../core/benchmark/taskKinds.js";
import type { RedrawnCell, RedrawnRow } from "../../core/evaluation/paper/redrawTable.js";
import type { ResultCell, ZoomCell } from "../../core/evaluation/tables/resultCell.js";
import type { TableKind } from "../../core/evaluation/tables/tableKind.js";
import { kindOfTable } from "../../core/evaluation/tables/tableNumber.js";
import type { ResultRow, ResultTable } from "../../core/evaluation/tables/tableTypes.js";
import { type DrawnCell, type DrawnRow, type DrawnTable, plainCell } from "./drawnTable.js";
import { meanText, ownCellText, percentText } from "./ownCellText.js";
import type { DrawnOptions } from "./drawnOptions.js";
import { noteSentences } from "./noteSentences.js";
import type { ResultSay } from "./resultSay.js";
import { type TableColumn, tableColumns } from "./tableColumns.js";

/** Means over columns say something where the columns are kinds of tasks. */
export const hasMeansOf = (kind: TableKind): boolean => kind !== "zooms" && kind !== "sets";

/** A table with own rows, what guessing gives, and the paper's rows as they are drawn again. */
export function drawTable(options: DrawnOptions): DrawnTable {
  const { number, own, paper, say } = options;
  const columns = tableColumns(options);
  const kind = kindOfTable[number];
  const hasMeans = hasMeansOf(kind);
  const means = hasMeans ? [say("result_micro"), say("result_macro")] : [];
  return {
    number,
    title: say("result_title", number, say(`result_kind_${kind}`)),
    head: [say("result_model"), ...columns.map(({ label }) => label), ...means],
    rows: [
      ...(own === null ? [] : ownRows(own.result, columns, hasMeans, say)),
      ...(paper === null ? [] : paper.rows.map(row => paperRow(row, columns, hasMeans, say))),
    ],
    notes: noteSentences(options, id => nameOf(id, options)),
  };
}

function nameOf(id: string, { own, setName, say }: DrawnOptions): string {
  const task = own?.result.columns.find(column => column.id === id)?.task ?? taskKinds.find(kind => kind === id);
  return task === undefined ? setName(id) : say(`task_${task}`);
}

function ownRows(
  table: ResultTable,
  columns: readonly TableColumn[],
  hasMeans: boolean,
  say: ResultSay,
): readonly DrawnRow[] {
  const inputs = new Set(table.rows.map(({ input }) => input));
  const rows = table.rows.map((row): DrawnRow => {
    const label = inputs.size > 1 ? `${row.label} (${say(`result_${row.input}`)})` : row.label;
    const means = hasMeans ? [cellOf(row.micro, say), macroCell(row)] : [];
    return { label, origin: "own", cells: [...columns.map(column => ownCell(row, column, say)), ...means] };
  });
  return table.kind === "zooms" || table.kind === "sets" ? rows : [guessing(table, columns, say), ...rows];
}

function guessing(table: ResultTable, columns: readonly TableColumn[], say: ResultSay): DrawnRow {
  const cells = columns.map(({ own }) => {
    const chance = table.columns.find(column => column.id === own)?.chance ?? null;
    return chance === null ? null : plainCell((100 * chance).toFixed(2));
  });
  return { label: say("result_random"), origin: "guessing", cells };
}

function ownCell(row: ResultRow, { own, part }: TableColumn, say: ResultSay): DrawnCell | null {
  const cell = own === null ? null : (row.cells[own] ?? null);
  switch (part) {
    case "share":
      return cellOf(cell, say);
    case "calls":
      return cell?.zoom ? textCell(meanText(cell.zoom.calls, 2)) : null;
    case "iou":
      return cell?.zoom ? textCell(iouText(cell.zoom)) : null;
  }
}

/** The mean, then that of first and of second calls. */
export function iouText({ iou, firstIou, secondIou }: ZoomCell): string | null {
  const mean = meanText(iou, 3);
  const [first, second] = [firstIou.value, secondIou.value];
  const parts = first === null || second === null ? "" : ` (${first.toFixed(3)}; ${second.toFixed(3)})`;
  return mean === null ? null : mean + parts;
}

const textCell = (text: string | null): DrawnCell | null => (text === null ? null : plainCell(text));

function cellOf(cell: ResultCell | null, say: ResultSay): DrawnCell | null {
  const text = cell === null ? null : ownCellText(cell, say);
  if (cell === null || text === null) return null;
  return { text, emphasis: cell.standing.isBest ? "best" : null };
}

function macroCell({ macro }: ResultRow): DrawnCell | null {
  return macro.value === null ? null : plainCell((100 * macro.value).toFixed(2));
}

function paperRow(row: RedrawnRow, columns: readonly TableColumn[], hasMeans: boolean, say: ResultSay): DrawnRow {
  const cells = columns.map(column => {
    const cell = paperCellAt(row, column);
    return cell === undefined ? null : paperCell(cell, say);
  });
  const means = hasMeans && row.role === "measured" ? paperMeans(row, columns) : [];
  return { label: say("result_paper", row.label), origin: "paper", cells: [...cells, ...means] };
}

export const paperCellAt = (row: RedrawnRow, { paper }: TableColumn): RedrawnCell | undefined =>
  paper === null ? undefined : row.cells[paper];

/** The number first, then its difference; what the print has otherwise is said. */
function paperCell({ text, printed, delta, parts, footnote, place }: RedrawnCell, say: ResultSay): DrawnCell {
  const printedDelta = delta.printed ?? "–";
  const differs = delta.agrees ? "" : `; ${say("result_printed", printedDelta)}`;
  const shown = delta.text === null && delta.agrees ? "" : ` (${delta.text ?? "–"}${differs})`;
  const other = text === printed ? "" : ` (${say("result_printed", printed)})`;
  const means = parts.length === 0 ? "" : ` (${parts.join("; ")})`;
  const foot = footnote === null ? "" : ` [${footnote}]`;
  const emphasis = place === null ? null : place === 1 ? "best" : "second";
  return { text: `${text}${other}${shown}${means}${foot}`, emphasis };
}

/** Averages that the paper does not print: over the questions where counts are known, and over its columns. */
export function paperMeans(row: RedrawnRow, columns: readonly TableColumn[]): readonly (DrawnCell | null)[] {
  const cells = columns.map(column => paperCellAt(row, column));
  const counts = cells.map(cell => cell?.count ?? null).filter(count => count !== null);
  const values = cells.map(cell => cell?.value ?? null).filter(value => value !== null);
  const k = counts.reduce((sum, count) => sum + count.k, 0);
  const n = counts.reduce((sum, count) => sum + count.n, 0);
  return [
    counts.length < columns.length || n === 0 ? null : plainCell(`${percentText(k, n)} ${k}/${n}`),
    values.length < columns.length || values.length === 0
      ? null
      : plainCell((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2)),
  ];
}
