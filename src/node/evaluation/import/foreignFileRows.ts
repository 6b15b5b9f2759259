import { basename } from "node:path";
import { type ForeignFormat, type ForeignRow } from "../../../core/evaluation/import/foreignRow.js";
import { isSameModel } from "../../../core/evaluation/import/isSameModel.js";
import {
  foreignFile,
  foreignFormatOf,
  type PredictionMapping,
  readForeign,
} from "../../../core/evaluation/import/readForeign.js";
import { foreignModel } from "./foreignModel.js";
import { type ForeignFault, foreignRecords } from "./foreignRecords.js";

/** What one file of another program has. */
export interface ForeignFileRows {
  readonly kind: "rows";
  readonly file: string;
  readonly format: ForeignFormat;
  readonly rows: readonly ForeignRow[];
  /** Lines that are no records, or say what no row can. */
  readonly damaged: number;
}

export type ForeignFileFault = {
  readonly kind: "fault";
  readonly file: string;
  readonly code: ForeignFault | "unknown-format";
};

export interface ForeignFileWishes {
  /** Null: as the rows look. */
  readonly format: ForeignFormat | null;
  readonly mapping: PredictionMapping | null;
  /** Who answered, by the person who imports. */
  readonly model: string;
}

/** A row with what its file says of it: what it is about, where it does not say so itself, and whose it is. */
function placed(row: ForeignRow, file: string, named: string | null, given: string): ForeignRow {
  const model = row.model ?? named;
  const isOther = model !== null && !isSameModel(model, given);
  return {
    ...{ ...row, about: row.about ?? basename(file), model },
    flags: isOther ? [...row.flags, "model-differs"] : row.flags,
  };
}

/** Reads the answers of a file. Rejects when the disk does. */
export async function foreignFileRows(
  file: string,
  { format, mapping, model }: ForeignFileWishes,
): Promise<ForeignFileRows | ForeignFileFault> {
  const read = await foreignRecords(file);
  if (read.kind === "fault") return { ...read, file };
  const found = format ?? (mapping === null ? foreignFormatOf(read.records) : "mapped");
  if (found === null) return { kind: "fault", file, code: "unknown-format" };
  const whole = foreignFile(found, read.records, mapping);
  const named = read.model ?? foreignModel(file, found);
  const rows: ForeignRow[] = [];
  let { damaged } = read;
  for (const [at, record] of read.records.entries()) {
    const answers = readForeign(record, at, whole);
    if (answers.length === 0) damaged++;
    for (const row of answers) rows.push(placed(row, file, named, model));
  }
  return { kind: "rows", file, format: found, rows, damaged };
}
