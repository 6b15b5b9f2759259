import { type TaskKind, taskKinds } from "../../benchmark/taskKinds.js";
import type { CellItems } from "./cellItems.js";
import type { EvaluatedRun } from "./evaluatedRun.js";
import type { TableKind } from "./tableKind.js";
import type { ResultColumn, TableOptions } from "./tableTypes.js";
import type { TableWork } from "./tableWork.js";

export type PlannedColumn = Pick<ResultColumn, "id" | "task" | "set">;

/** The run that a cell is of, and its items. */
export interface PlannedCell {
  readonly run: EvaluatedRun;
  readonly items: CellItems;
  readonly tasks: readonly TaskKind[];
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
  work: TableWork,
): TablePlan {
  const planned = runs.map(run => ({ run, tasks: work.items(run.grades) }));
  const rows =
    kind === "sets" ? rowsOfSets(planned, base, work) : planned.map(one => rowOfTasks(one, runs, { kind, base }));
  const columns = kind === "sets" ? setColumns(runs) : taskColumns(rows, kind);
  const wanted = new Set(columns.map(({ id }) => id));
  const kept = rows.map(row => ({ ...row, cells: new Map([...row.cells].filter(([id]) => wanted.has(id))) }));
  return { columns, rows: kept };
}

interface GatheredRun {
  readonly run: EvaluatedRun;
  readonly tasks: ReadonlyMap<TaskKind, CellItems>;
}

function rowOfTasks(
  { run, tasks }: GatheredRun,
  runs: readonly EvaluatedRun[],
  { kind, base }: Pick<TableOptions, "kind" | "base">,
): PlannedRow {
  const cells = new Map<string, PlannedCell>();
  for (const task of taskKinds) {
    const items = tasks.get(task);
    if (items !== undefined) cells.set(task, { run, items, tasks: [task] });
  }
  const other = kind === "inputs" ? pageRunOf(run, runs) : base;
  return { run, base: other === run.id ? null : other, cells };
}

/** Of a table of inputs: the run in which the same model saw the whole page of the same set. */
function pageRunOf(run: EvaluatedRun, runs: readonly EvaluatedRun[]): string | null {
  const isSame = (other: EvaluatedRun) => other.model === run.model && other.set === run.set && other.input === "page";
  return run.input === "page" ? null : (runs.find(isSame)?.id ?? null);
}

/** Runs of one label, or of one model that is shown the same, are one row, with a cell per set. */
function rowsOfSets(planned: readonly GatheredRun[], base: string | null, work: TableWork): readonly PlannedRow[] {
  const groups: [GatheredRun, ...GatheredRun[]][] = [];
  for (const one of planned) {
    const group = groups.find(parts => belongs(one.run, parts));
    if (group === undefined) groups.push([one]);
    else group.push(one);
  }
  const baseId = groups.find(group => group.some(({ run }) => run.id === base))?.[0].run.id ?? null;
  return groups.map(([first, ...others]) => {
    const cells = new Map([first, ...others].map(one => [one.run.set, wholeCell(one, work)]));
    const run = others.some(({ run: { label } }) => label !== first.run.label)
      ? { ...first.run, label: first.run.model }
      : first.run;
    return { run, base: run.id === baseId ? null : baseId, cells };
  });
}

/** A second result of the same set begins a row of its own. */
function belongs({ label, model, input, set }: EvaluatedRun, parts: readonly GatheredRun[]): boolean {
  if (parts.some(({ run }) => run.set === set)) return false;
  return parts.every(({ run }) => run.label === label || (run.model === model && run.input === input));
}

/** All tasks of a run as one cell. */
function wholeCell({ run, tasks }: GatheredRun, work: TableWork): PlannedCell {
  const asked = taskKinds.filter(task => tasks.has(task));
  return { run, items: work.joined(asked.flatMap(task => tasks.get(task) ?? [])), tasks: asked };
}

function setColumns(runs: readonly EvaluatedRun[]): readonly PlannedColumn[] {
  return Array.from(new Set(runs.map(({ set }) => set)), set => ({ id: set, task: null, set }));
}

/** Tables of inputs have the tasks that were asked in another way too, tables of zooms those with targets. */
function taskColumns(rows: readonly PlannedRow[], kind: TableKind): readonly PlannedColumn[] {
  const shows = ({ run, cells }: PlannedRow, task: string): boolean => {
    const items = cells.get(task)?.items;
    if (kind === "inputs") return run.input !== "page" && items !== undefined;
    return kind === "zooms" ? items?.hasTargets === true : items !== undefined;
  };
  const tasks = taskKinds.filter(task => rows.some(row => shows(row, task)));
  return tasks.map(task => ({ id: task, task, set: null }));
}
