import type { ForeignFormat } from "../../../core/evaluation/import/foreignRow.js";
import { foreignFormatOf } from "../../../core/evaluation/import/readForeign.js";
import { foreignFileRows, type ForeignFileFault } from "./foreignFileRows.js";
import { foreignRecords } from "./foreignRecords.js";

/** What files of another program say of themselves, before anything is imported. */
export type SurveyedResults =
  | {
      readonly kind: "surveyed";
      /** Null: whose results a file has cannot be told, and somebody has to say which column is what. */
      readonly files: readonly {
        readonly file: string;
        readonly format: ForeignFormat | null;
        readonly rows: number;
      }[];
      /** Of the first file that cannot be told. */
      readonly columns: readonly string[];
      /** As the files name them. */
      readonly models: readonly string[];
    }
  | ForeignFileFault
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string };

const mostColumns = 200;

async function surveyed(files: readonly string[]): Promise<SurveyedResults> {
  const found: { file: string; format: ForeignFormat | null; rows: number }[] = [];
  const models = new Set<string>();
  let columns: readonly string[] = [];
  for (const file of files) {
    const read = await foreignRecords(file);
    if (read.kind === "fault") return { ...read, file };
    if (foreignFormatOf(read.records) === null) {
      found.push({ file, format: null, rows: read.records.length });
      if (columns.length === 0) columns = Object.keys(read.records[0] ?? {}).slice(0, mostColumns);
      continue;
    }
    const rows = await foreignFileRows(file, { format: null, mapping: null, model: "" });
    if (rows.kind === "fault") return rows;
    found.push({ file, format: rows.format, rows: rows.rows.length });
    for (const { model } of rows.rows) if (model !== null) models.add(model);
  }
  return { kind: "surveyed", files: found, columns, models: [...models] };
}

/** Looks through results of another program without importing anything. Never rejects for what a file holds. */
export async function surveyResults(files: readonly string[]): Promise<SurveyedResults> {
  try {
    return await surveyed(files);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && "syscall" in error)) throw error;
    const path = "path" in error && typeof error.path === "string" ? error.path : (files[0] ?? "");
    return { kind: "unreadable", path, reason: error.message };
  }
}
