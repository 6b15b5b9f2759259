import { benjaminiHochberg } from "../benjaminiHochberg.js";
import { holm } from "../holm.js";
import { noItems } from "./cellItems.js";
import { comparisonReasons } from "./comparisonReasons.js";
import type { EvaluatedRun } from "./evaluatedRun.js";
import type { CellStanding, ComparisonCell, ResultCell } from "./resultCell.js";
import { planTable, type PlannedCell, type PlannedColumn, type PlannedRow } from "./rowPlans.js";
import { standings } from "./standings.js";
import type { MacroAverage, ResultColumn, ResultRow, ResultTable, TableOptions } from "./tableTypes.js";
import { TableWork } from "./tableWork.js";

const nowhere: CellStanding = { place: null, isBest: false };

/**
 * The table of some evaluations: accuracies with their intervals, each row against its base over the questions that both
 * were asked. P values are adjusted over all cells of the table that have a base; averages over tasks are in no family.
 */
export function resultTable(
  runs: readonly EvaluatedRun[],
  options: TableOptions,
  work: TableWork = new TableWork(),
): ResultTable {
  const { columns, rows } = planTable(runs, options, work);
  const made = rows.map(row => makeRow(row, rows, columns, { ...options, work }));
  const ranked = withStandings(made, rows, columns, work);
  const { adjusted, comparisons } = withAdjusted(ranked);
  return {
    kind: options.kind,
    columns: columns.map(column => columnOf(column, rows, work.size)),
    rows: adjusted,
    comparisons,
  };
}

/** `size`: how many numbers of items there are. */
function columnOf(column: PlannedColumn, rows: readonly PlannedRow[], size: number): ResultColumn {
  const seen = new Uint8Array(size);
  const known = new Set<Int32Array>();
  let [sum, items] = [0, 0];
  for (const { cells } of rows) {
    const cell = cells.get(column.id)?.items;
    if (cell === undefined || known.has(cell.items)) continue;
    known.add(cell.items);
    cell.items.forEach((number, item) => {
      if (seen[number] === 1) return;
      seen[number] = 1;
      sum += cell.chances[item] ?? NaN;
      items++;
    });
  }
  return { ...column, chance: Number.isNaN(sum) || items === 0 ? null : sum / items, items };
}

function makeRow(
  { run, base, cells }: PlannedRow,
  rows: readonly PlannedRow[],
  columns: readonly PlannedColumn[],
  { familyOf, work }: TableOptions & { readonly work: TableWork },
): ResultRow {
  const other = rows.find(row => row.run.id === base) ?? null;
  const isOwn =
    ({ model, family }: EvaluatedRun) =>
    (writer: string): boolean =>
      writer !== "" && (writer === model || (family !== "other" && familyOf(writer) === family));
  const cellOf = (here: PlannedCell | null, there: PlannedCell | null, isTrained: boolean): ResultCell | null => {
    const own = here === null ? null : work.cell(here.items, isOwn(here.run));
    if (own === null || here === null) return null;
    const againstBase = other === null || there === null ? null : compared(here, there, other.run.id, work);
    return { ...own, againstBase, standing: nowhere, isTrained };
  };
  const at = (column: PlannedColumn) => {
    const isTrained = column.task !== null && run.trainedOn?.includes(column.task) === true;
    return cellOf(cells.get(column.id) ?? null, other?.cells.get(column.id) ?? null, isTrained);
  };
  const made = columns.map(column => [column.id, at(column)] as const);
  const { id, label, model, family, input, set, judge, trainedOn, askedOtherwise, gaps } = run;
  return {
    ...{ id, label, model, family, input, set, judge, trainedOn, base: other === null ? null : base },
    ...(askedOtherwise === undefined ? {} : { askedOtherwise }),
    ...(gaps === undefined ? {} : { gaps }),
    cells: Object.fromEntries(made),
    micro: cellOf(together(run, cells, work), other === null ? null : together(other.run, other.cells, work), false),
    macro: macroOf(made.map(([, cell]) => cell)),
  };
}

function together(run: EvaluatedRun, cells: PlannedRow["cells"], work: TableWork): PlannedCell {
  const own = [...cells.values()];
  return { run, items: work.joined(own.map(({ items }) => items)), tasks: own.flatMap(({ tasks }) => tasks) };
}

function compared(here: PlannedCell, there: PlannedCell, base: string, work: TableWork): ComparisonCell {
  const found = work.compared(here.items, there.items);
  return { base, ...found, reasons: comparisonReasons(here, there, found), holm: null, bh: null };
}

/** Columns are asked of different questions, so their errors are independent. */
function macroOf(cells: readonly (ResultCell | null)[]): MacroAverage {
  const values = cells.map(cell => cell?.accuracy.share.value ?? null).filter(value => value !== null);
  const columns = values.length;
  if (columns === 0 || columns < cells.length) return { value: null, error: null, columns };
  const errors = cells.map(cell => cell?.error ?? null).filter(error => error !== null);
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  const error = errors.length < columns ? null : Math.sqrt(squares) / columns;
  return { value: values.reduce((sum, value) => sum + value, 0) / columns, error, columns };
}

function withStandings(
  made: readonly ResultRow[],
  rows: readonly PlannedRow[],
  columns: readonly PlannedColumn[],
  work: TableWork,
): readonly ResultRow[] {
  const placed = columns.map(({ id }) =>
    standings(
      made.map((row, at) => {
        const cell = row.cells[id];
        const items = rows[at]?.cells.get(id)?.items ?? noItems();
        return cell ? { value: cell.accuracy.share.value, chance: cell.chance, items } : null;
      }),
      work.compared,
    ),
  );
  return made.map((row, at) => {
    const cells = columns.map(({ id }, column) => {
      const cell = row.cells[id] ?? null;
      return [id, cell && { ...cell, standing: placed[column]?.[at] ?? nowhere }] as const;
    });
    return { ...row, cells: Object.fromEntries(cells) };
  });
}

/** Cells of all rows and columns are one family: tasks × rows. */
function withAdjusted(rows: readonly ResultRow[]): {
  readonly adjusted: readonly ResultRow[];
  readonly comparisons: number;
} {
  const values = rows
    .flatMap(row => Object.values(row.cells))
    .map(cell => cell?.againstBase?.p ?? null)
    .filter(p => p !== null);
  const [claims, exploring] = [holm(values), benjaminiHochberg(values)];
  let next = 0;
  const adjustedCell = (cell: ResultCell | null): ResultCell | null => {
    const against = cell?.againstBase ?? null;
    if (cell === null || against?.p === null || against === null) return cell;
    const at = next++;
    return { ...cell, againstBase: { ...against, holm: claims[at] ?? null, bh: exploring[at] ?? null } };
  };
  const adjusted = rows.map(row => ({
    ...row,
    cells: Object.fromEntries(Object.entries(row.cells).map(([id, cell]) => [id, adjustedCell(cell)])),
  }));
  return { adjusted, comparisons: values.length };
}
