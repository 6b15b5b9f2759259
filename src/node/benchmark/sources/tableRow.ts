import type { JsonObject } from "../../../core/dataset/jsonObject.js";

/** A row of a table, or what is wrong with it. */
export type TableRow =
  | { readonly kind: "row"; readonly row: number; readonly value: JsonObject }
  | { readonly kind: "fault"; readonly row: number | null; readonly detail: string };

/** Kinds of files that hold rows. */
export type TableKind = "parquet" | "jsonl" | "json" | "csv";

const endings: readonly (readonly [RegExp, TableKind])[] = [
  [/\.parquet$/i, "parquet"],
  [/\.(?:jsonl|ndjson)$/i, "jsonl"],
  [/\.json$/i, "json"],
  [/\.csv$/i, "csv"],
];

/** By the ending of its name; null: no table. */
export const tableKind = (path: string): TableKind | null =>
  endings.find(([pattern]) => pattern.test(path))?.[1] ?? null;
