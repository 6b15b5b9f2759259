import { taskKinds } from "../../core/benchmark/taskKinds.js";
import type { RedrawnCell, RedrawnRow } from "../../core/evaluation/paper/redrawTable.js";
import type { ResultCell } from "../../core/evaluation/tables/resultCell.js";
import { kindOfTable } from "../../core/evaluation/tables/tableNumber.js";
import type { ResultRow, ResultTable } from "../../core/evaluation/tables/tableTypes.js";
import { type DrawnCell, type DrawnRow, type DrawnTable, plainCell } from "./drawnTable.js";
import { meanText, ownCellText, percentText } from "./ownCellText.js";
import type { DrawnOptions } from "./drawnOptions.js";
import { noteSentences } from "./noteSentences.js";
import type { ResultSay } from "./resultSay.js";

interface Column {
  readonly id: string;
  readonly label: string;
}

/** A table with own rows, what guessing gives, and the paper's rows as they are drawn again. */
export function drawTable(options: DrawnOptions): DrawnTable {
  const { number, own, paper, say } = options;
  const columns = columnsOf(options);
  const kind = kindOfTable[number];
  const hasMeans = kind !== "zooms" && kind !== "sets";
  const means = hasMeans ? [say("result_micro"), say("result_macro")] : [];
  return {
    number,
    title: say("result_title", number, say(`result_kind_${kind}`)),
    head: [say("result_model"), ...columns.map(({ label }) => label), ...means],
    rows: [
      ...(own === null ? [] : ownRows(own.result, columns, hasMeans, say)),
      ...(paper === null ? [] : paper.rows.map(row => paperRow(row, columns, hasMeans, say))),
    ],
    notes: noteSentences(options, id => columns.find(column => column.id === id)?.label ?? id),
  };
}

/** Kinds in their order, then sets: those of own rows and of the paper's together. */
function columnsOf({ own, paper, setName, say }: DrawnOptions): readonly Column[] {
  const found = new Map<string, Column>();
  const isZooms = (own?.result.kind ?? paper?.kind) === "zooms";
  for (const { id, task } of own?.result.columns ?? []) {
    const label = task === null ? setName(id) : say(`task_${task}`);
    for (const column of isZooms ? zoomColumns(id, label, say) : [{ id, label }]) found.set(column.id, column);
  }
  for (const { id, task, label } of paper?.columns ?? []) {
    const name = task === null ? label : say(`task_${task}`);
    const text = id.endsWith("-calls") ? say("result_calls", name) : name;
    if (!found.has(id)) found.set(id, { id, label: id.endsWith("-iou") ? say("result_iou", name) : text });
  }
  const rank = ({ id }: Column) => {
    const at = taskKinds.findIndex(task => id === task || id.startsWith(`${task}-`));
    return (at === -1 ? taskKinds.length : at) + (id.endsWith("-iou") ? 100 : 0);
  };
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

const zoomColumns = (id: string, label: string, say: ResultSay): readonly Column[] => [
  { id: `${id}-calls`, label: say("result_calls", label) },
  { id: `${id}-iou`, label: say("result_iou", label) },
];

function ownRows(
  table: ResultTable,
  columns: readonly Column[],
  hasMeans: boolean,
  say: ResultSay,
): readonly DrawnRow[] {
  const inputs = new Set(table.rows.map(({ input }) => input));
  const rows = table.rows.map((row): DrawnRow => {
    const label = inputs.size > 1 ? `${row.label} (${say(`result_${row.input}`)})` : row.label;
    const means = hasMeans ? [cellOf(row.micro, say), macroCell(row)] : [];
    return { label, origin: "own", cells: [...columns.map(({ id }) => ownCell(table, row, id, say)), ...means] };
  });
  return table.kind === "zooms" || table.kind === "sets" ? rows : [guessing(table, columns, say), ...rows];
}

function guessing(table: ResultTable, columns: readonly Column[], say: ResultSay): DrawnRow {
  const cells = columns.map(({ id }) => {
    const chance = table.columns.find(column => column.id === id)?.chance ?? null;
    return chance === null ? null : plainCell((100 * chance).toFixed(2));
  });
  return { label: say("result_random"), origin: "guessing", cells };
}

function ownCell(table: ResultTable, row: ResultRow, id: string, say: ResultSay): DrawnCell | null {
  if (table.kind !== "zooms") return cellOf(row.cells[id] ?? null, say);
  const zoom = row.cells[id.replace(/-(?:calls|iou)$/, "")]?.zoom ?? null;
  if (zoom === null) return null;
  if (id.endsWith("-calls")) return textCell(meanText(zoom.calls, 2));
  const [first, second] = [zoom.firstIou.value, zoom.secondIou.value];
  const parts = first === null || second === null ? "" : ` (${first.toFixed(3)}; ${second.toFixed(3)})`;
  const mean = meanText(zoom.iou, 3);
  return textCell(mean === null ? null : mean + parts);
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

function paperRow(row: RedrawnRow, columns: readonly Column[], hasMeans: boolean, say: ResultSay): DrawnRow {
  const cells = columns.map(({ id }) => {
    const cell = row.cells[id];
    return cell === undefined ? null : paperCell(cell, say);
  });
  const means = hasMeans && row.role === "measured" ? paperMeans(row, columns) : [];
  return { label: say("result_paper", row.label), origin: "paper", cells: [...cells, ...means] };
}

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
function paperMeans(row: RedrawnRow, columns: readonly Column[]): readonly (DrawnCell | null)[] {
  const cells = columns.map(({ id }) => row.cells[id]);
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
