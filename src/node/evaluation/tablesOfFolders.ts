import { resolve } from "node:path";
import { evaluationStamp } from "./evaluationStamp.js";
import type { GradeStore } from "./gradeStore.js";
import { type MadeTables, madeTablesSchema } from "./madeTables.js";
import { makeTables, type TablesMade, type TablesOptions } from "./makeTables.js";
import type { EvaluationGraded, GradedEvaluation } from "./readEvaluation.js";
import { readEvaluations, type ReadManyOptions } from "./readEvaluations.js";

export interface FolderTablesOptions extends TablesOptions, ReadManyOptions {
  /** Of the program: another one may make other tables of the same answers. */
  readonly version: string;
}

export type FolderTables = TablesMade | Exclude<EvaluationGraded, { readonly kind: "graded" }>;

/**
 * The tables of evaluations' folders. Those that were made before, of the same files and in the same way, are taken from the
 * store as they are; else grades are, of the folders that have not changed.
 */
export async function tablesOfFolders(folders: readonly string[], options: FolderTablesOptions): Promise<FolderTables> {
  const name = await nameOf(folders, options);
  const kept = await keptTables(name, options.store);
  if (kept !== null) return { kind: "made", tables: kept };
  const evaluations: GradedEvaluation[] = [];
  for (const read of await readEvaluations(folders, options)) {
    if (read.kind !== "graded") return read;
    evaluations.push(read.evaluation);
  }
  const made = makeTables(evaluations, options);
  if (made.kind === "made") await options.store?.saveText(name, JSON.stringify(made.tables));
  return made;
}

async function nameOf(folders: readonly string[], options: FolderTablesOptions): Promise<string> {
  const { judge, numbers, base, split, by, trained, version } = options;
  const stamps = await Promise.all(folders.map(evaluationStamp));
  const places = folders.map((folder, at) => [resolve(folder), stamps[at]]);
  return `tables\n${JSON.stringify({ version, judge, numbers, base, split, by, trained, places })}`;
}

async function keptTables(name: string, store: GradeStore | null): Promise<MadeTables | null> {
  const text = (await store?.loadText(name)) ?? null;
  if (text === null) return null;
  try {
    return madeTablesSchema.parse(JSON.parse(text));
  } catch {
    return null; // torn, or of a version with the same number: it is made again
  }
}
