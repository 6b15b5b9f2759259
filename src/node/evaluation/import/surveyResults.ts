import type { ForeignFormat } from "../../../core/evaluation/import/foreignRow.js";
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
    const read = await foreignFileRows(file, { format: null, mapping: null, model: "" });
    if (read.kind === "rows") {
      found.push({ file, format: read.format, rows: read.rows.length });
      for (const { model } of read.rows) if (model !== null) models.add(model);
      continue;
    }
    if (read.code !== "unknown-format") return read;
    const untold = await foreignRecords(file);
    if (untold.kind === "fault") return { ...untold, file };
    found.push({ file, format: null, rows: untold.records.length });
    if (columns.length === 0) columns = Object.keys(untold.records[0] ?? {}).slice(0, mostColumns);
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
