import { taskKinds } from "../../benchmark/taskKinds.js";
import { type CellItem, cellItems } from "./cellItems.js";
import type { EvaluatedRun } from "./evaluatedRun.js";
import type { TableKind } from "./tableKind.js";
import type { ResultColumn, TableOptions } from "./tableTypes.js";

export type PlannedColumn = Pick<ResultColumn, "id" | "task" | "set">;

/** The run that a cell is of, and its items. */
export interface PlannedCell {
  readonly run: EvaluatedRun;
  readonly items: readonly CellItem[];
}

/** A row before anything is counted. */
export interface PlannedRow {
  readonly run: EvaluatedRun;
  /** Id of the row that it is compared with. */
  readonly base: string | null;
  readonly cells: ReadonlyMap<string, PlannedCell>;
}

export interface TablePlan {
  readonly columns: readonly PlannedColumn[];
  readonly rows: readonly PlannedRow[];
}

/** Which rows and columns a table of this kind has, and which row each is compared with. */
export function planTable(
  runs: readonly EvaluatedRun[],
  { kind, base }: Pick<TableOptions, "kind" | "base">,
): TablePlan {
  const rows = kind === "sets" ? rowsOfSets(runs, base) : runs.map(run => rowOfTasks(run, runs, { kind, base }));
  const columns = kind === "sets" ? setColumns(runs) : taskColumns(rows, kind);
  const wanted = new Set(columns.map(({ id }) => id));
  const kept = rows.map(row => ({ ...row, cells: new Map([...row.cells].filter(([id]) => wanted.has(id))) }));
  return { columns, rows: kept };
}

function rowOfTasks(
  run: EvaluatedRun,
  runs: readonly EvaluatedRun[],
  { kind, base }: Pick<TableOptions, "kind" | "base">,
): PlannedRow {
  const cells = new Map<string, PlannedCell>();
  const items = cellItems(run.grades);
  for (const task of taskKinds) {
    const own = items.filter(item => item.task === task);
    if (own.length > 0) cells.set(task, { run, items: own });
  }
  const other = kind === "inputs" ? pageRunOf(run, runs) : base;
  return { run, base: other === run.id ? null : other, cells };
}

/** Of a table of inputs: the run in which the same model saw the whole page of the same set. */
function pageRunOf(run: EvaluatedRun, runs: readonly EvaluatedRun[]): string | null {
  const isSame = (other: EvaluatedRun) => other.model === run.model && other.set === run.set && other.input === "page";
  return run.input === "page" ? null : (runs.find(isSame)?.id ?? null);
}

/** Runs of one label are one row, with a cell per set; the row is named after the first of them. */
function rowsOfSets(runs: readonly EvaluatedRun[], base: string | null): readonly PlannedRow[] {
  const firstOf = (label: string | undefined) => runs.find(run => run.label === label);
  const baseId = firstOf(runs.find(({ id }) => id === base)?.label)?.id ?? null;
  return runs
    .filter(run => firstOf(run.label) === run)
    .map(run => {
      const own = runs.filter(({ label }) => label === run.label);
      const cells = new Map(own.map(one => [one.set, { run: one, items: cellItems(one.grades) }]));
      return { run, base: run.id === baseId ? null : baseId, cells };
    });
}

function setColumns(runs: readonly EvaluatedRun[]): readonly PlannedColumn[] {
  return Array.from(new Set(runs.map(({ set }) => set)), set => ({ id: set, task: null, set }));
}

/** Tables of inputs have the tasks that were asked in another way too, tables of zooms those with targets. */
function taskColumns(rows: readonly PlannedRow[], kind: TableKind): readonly PlannedColumn[] {
  const shows = ({ run, cells }: PlannedRow, task: string): boolean => {
    const items = cells.get(task)?.items ?? [];
    if (kind === "inputs") return run.input !== "page" && items.length > 0;
    if (kind === "zooms") return items.some(({ grades }) => grades.some(({ ious }) => ious !== null));
    return items.length > 0;
  };
  const tasks = taskKinds.filter(task => rows.some(row => shows(row, task)));
  return tasks.map(task => ({ id: task, task, set: null }));
}
