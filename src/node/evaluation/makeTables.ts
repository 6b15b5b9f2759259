import { basename, resolve } from "node:path";
import type { SplitName } from "../../core/benchmark/pageRecord.js";
import type { TaskKind } from "../../core/benchmark/taskKinds.js";
import { familyOf } from "../../core/evaluation/familyOf.js";
import { type EvaluatedRun, evaluatedRun } from "../../core/evaluation/tables/evaluatedRun.js";
import { joinedColumns } from "../../core/evaluation/tables/gradeColumns.js";
import { numberedTables } from "../../core/evaluation/tables/numberedTables.js";
import { type ShardGroup, shardGroups } from "../../core/evaluation/tables/shardGroups.js";
import type { TableNumber } from "../../core/evaluation/tables/tableNumber.js";
import { TableWork } from "../../core/evaluation/tables/tableWork.js";
import { groupCounts } from "./groupCounts.js";
import type { MadeTables, TabledEvaluation } from "./madeTables.js";
import type { GradedEvaluation } from "./readEvaluation.js";
import { runGapsOf } from "./runGapsOf.js";

export interface TablesOptions {
  /** Null: those for which there is something to show. */
  readonly numbers: readonly TableNumber[] | null;
  /** Id, name, model or folder of the evaluation that the others are compared with; null: none. */
  readonly base: string | null;
  /** Null: all of them. */
  readonly split: SplitName | null;
  /** What lies together: issues of a magazine, where they are known, or pages. */
  readonly by: "issue" | "page";
  /** Task kinds that a model was trained on, by id, name, model or folder of its evaluation. */
  readonly trained: readonly (readonly [name: string, kinds: readonly TaskKind[]])[];
}

export type TablesMade =
  | { readonly kind: "made"; readonly tables: MadeTables }
  /** No evaluation, or several of them, have the name that was given. */
  | { readonly kind: "no-such"; readonly name: string; readonly found: number; readonly names: readonly string[] };

interface NamedRow {
  readonly run: EvaluatedRun;
  readonly evaluation: TabledEvaluation;
}

/** The tables of evaluations; shards of one are one row. */
export function makeTables(evaluations: readonly GradedEvaluation[], options: TablesOptions): TablesMade {
  const rows = rowsOf(evaluations);
  const named = [...(options.base === null ? [] : [options.base]), ...options.trained.map(([name]) => name)];
  for (const name of named) {
    const found = rowsNamed(rows, name).length;
    if (found !== 1) return { kind: "no-such", name, found, names: rows.map(({ run }) => run.label) };
  }
  const trained = options.trained.map(([name, kinds]) => ({ row: rowsNamed(rows, name)[0], kinds }));
  const runs = rows.map(row => ({ ...row.run, trainedOn: trained.find(one => one.row === row)?.kinds ?? null }));
  const base = options.base === null ? null : (rowsNamed(rows, options.base)[0]?.run.id ?? null);
  const work = new TableWork({ split: options.split, by: options.by });
  const tables = numberedTables(runs, { numbers: options.numbers, base, work, familyOf: model => familyOf(model).id });
  return { kind: "made", tables: { evaluations: rows.map(({ evaluation }) => evaluation), base, tables } };
}

/** By id or name, else by folder, else by model. */
function rowsNamed(rows: readonly NamedRow[], name: string): readonly NamedRow[] {
  const ways: readonly ((row: NamedRow) => boolean)[] = [
    ({ run }) => run.id === name || run.label === name,
    ({ evaluation }) => evaluation.folders.some(folder => folder === resolve(name) || basename(folder) === name),
    ({ run }) => run.model === name,
  ];
  return ways.map(isNamed => rows.filter(isNamed)).find(found => found.length > 0) ?? [];
}

function rowsOf(evaluations: readonly GradedEvaluation[]): readonly NamedRow[] {
  const seen = new Set<string>();
  const different = evaluations.filter(({ folder }) => !seen.has(resolve(folder)) && seen.add(resolve(folder)));
  const [ids, labels] = [new Map<string, number>(), new Map<string, number>()];
  return shardGroups(different).map(group => {
    const [first] = group.parts;
    const id = numberedName(ids, first.run.id);
    const label = numberedName(labels, first.run.name);
    const grades = joinedColumns(group.parts.map(part => part.grades));
    const run = evaluatedRun(first.run, grades, { judge: judgeOf(group), trainedOn: null });
    return { run: { ...run, id, label, gaps: runGapsOf(group) }, evaluation: tabled(group, id, label) };
  });
}

/** A copy of a folder has its id: the second one is told apart by a number. */
function numberedName(known: Map<string, number>, name: string): string {
  const times = (known.get(name) ?? 0) + 1;
  known.set(name, times);
  return times === 1 ? name : `${name} (${times})`;
}

/** Shards that different judges have judged are judged by none in particular: that is told as another judge. */
function judgeOf({ parts }: ShardGroup<GradedEvaluation>): string | null {
  const judges = [...new Set(parts.map(({ judge }) => judge).filter(judge => judge !== null))];
  return judges.length === 0 ? null : judges.join(", ");
}

function tabled(group: ShardGroup<GradedEvaluation>, id: string, label: string): TabledEvaluation {
  const { parts, of, missing } = group;
  const { run } = parts[0];
  const { attempts, planned, isEnded, damaged: damagedLines, unknown: unknownQuestions } = groupCounts(parts);
  return {
    ...{ id, label, folders: parts.map(({ folder }) => resolve(folder)), model: run.model.requested, input: run.input },
    ...{ set: run.dataset.id ?? run.dataset.questions_sha256, setName: basename(run.dataset.folder) },
    ...{ judge: judgeOf(group), judges: [...new Set(parts.flatMap(({ judges }) => judges))] },
    shards: of === null ? null : { of, missing },
    ...{ isEnded, attempts, planned, damagedLines, unknownQuestions },
  };
}
