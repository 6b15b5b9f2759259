import { open, readFile, stat } from "node:fs/promises";
import { isUtf8 } from "node:buffer";
import { isJsonObject, type JsonObject } from "../../../core/dataset/jsonObject.js";
import { delimitedNames, delimitedRecords } from "../../../core/evaluation/import/delimitedRecords.js";
import { hasRepeated } from "../../../core/evaluation/import/hasRepeated.js";
import { slimSample } from "../../../core/evaluation/import/inspectSampleRows.js";
import { parseTolerant } from "../../../core/rollout/parseTolerant.js";
import { defaultDatasetLimits } from "../../dataset/datasetLimits.js";
import { readLines } from "../../dataset/readLines.js";
import { xlsxRows, type XlsxRead } from "./xlsxRows.js";
import { type ZipFault, ZipFile } from "./zipFile.js";

/** Why a file cannot be taken. */
export type ForeignFault =
  Extract<XlsxRead, { kind: "fault" }>["code"] | ZipFault | "pickle" | "not-utf8" | "not-json" | "no-records";

export type ForeignRecords =
  | {
      readonly kind: "records";
      readonly records: readonly JsonObject[];
      /** Lines and entries that are no records. */
      readonly damaged: number;
      /** The model, where a header says it. */
      readonly model: string | null;
    }
  | { readonly kind: "fault"; readonly code: ForeignFault };

const { maxJsonBytes, maxLineBytes } = defaultDatasetLimits;
const fault = (code: ForeignFault): ForeignRecords => ({ kind: "fault", code });

function collected(values: Iterable<unknown>, damaged = 0, model: string | null = null): ForeignRecords {
  const records: JsonObject[] = [];
  let lost = damaged;
  for (const value of values) {
    if (isJsonObject(value)) records.push(value);
    else lost++;
  }
  return records.length === 0 && lost === 0 ? fault("no-records") : { kind: "records", records, damaged: lost, model };
}

/** UTF-8, or UTF-16 where a mark says so, as spreadsheets write it; null: neither. */
function decoded(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.subarray(2).toString("utf16le");
  return isUtf8(bytes) ? bytes.toString("utf8") : null;
}

async function wholeText(path: string): Promise<{ readonly text: string } | ForeignFault> {
  if ((await stat(path)).size > maxJsonBytes) return "too-large";
  const text = decoded(await readFile(path));
  return text === null ? "not-utf8" : { text };
}

const modelOf = (value: JsonObject): string | null => {
  const run = value["eval"];
  return isJsonObject(run) && typeof run["model"] === "string" ? run["model"] : null;
};

/** pandas' own form of a table: a record of columns, each a record of cells by row. */
function columnar(value: JsonObject): readonly JsonObject[] | null {
  const columns = Object.entries(value);
  const [, first] = columns.find(([name]) => name === "prediction") ?? [];
  if (!isJsonObject(first) || !columns.every(([, cells]) => isJsonObject(cells))) return null;
  return Object.keys(first).map(row =>
    Object.fromEntries(columns.map(([name, cells]) => [name, isJsonObject(cells) ? cells[row] : undefined])),
  );
}

function listed(value: unknown): ForeignRecords {
  if (Array.isArray(value)) return collected(value);
  if (!isJsonObject(value)) return fault("no-records");
  const samples = value["samples"];
  if (Array.isArray(samples)) return collected(samples, 0, modelOf(value));
  return collected(columnar(value) ?? [value]);
}

async function json(path: string): Promise<ForeignRecords> {
  const read = await wholeText(path);
  if (typeof read === "string") return fault(read);
  const parsed = parseTolerant(read.text.replace(/^\uFEFF/, ""));
  return parsed.ok ? listed(parsed.value) : fault("not-json");
}

async function lines(path: string): Promise<ForeignRecords> {
  const values: unknown[] = [];
  for await (const { bytes, length } of readLines(path, maxLineBytes)) {
    if (length === 0) continue;
    const text = bytes === null ? null : decoded(bytes);
    if (text?.trim() === "") continue;
    const parsed = text === null ? null : parseTolerant(text.replace(/^\uFEFF/, ""));
    values.push(parsed?.ok === true ? parsed.value : null);
  }
  return collected(values);
}

async function table(path: string, delimiter: "," | "\t"): Promise<ForeignRecords> {
  const read = await wholeText(path);
  if (typeof read === "string") return fault(read);
  if (hasRepeated(delimitedNames(read.text, delimiter))) return fault("repeated-columns");
  return collected(delimitedRecords(read.text, delimiter));
}

/**
 * A log of inspect_ai: a sample an entry, of each of which only what is needed stays in memory. Nothing is taken where one
 * is packed in a way that is not known here.
 */
async function inspectLog(path: string): Promise<ForeignRecords> {
  const zip = await ZipFile.open(path);
  if (typeof zip === "string") return fault(zip);
  try {
    const values: unknown[] = [];
    let model: string | null = null;
    for (const entry of zip.entries) {
      const isSample = /^samples\/[^/]+\.json$/.test(entry.name);
      if (!isSample && entry.name !== "header.json") continue;
      const read = await zip.read(entry, maxJsonBytes);
      if (read.kind === "fault" && read.code === "other-method") return fault(read.code);
      const parsed = read.kind === "fault" ? null : parseTolerant(read.bytes.toString("utf8"));
      const value = parsed?.ok === true ? parsed.value : null;
      if (isSample) values.push(isJsonObject(value) ? slimSample(value) : null);
      else if (isJsonObject(value)) model = modelOf(value);
    }
    return collected(values, 0, model);
  } finally {
    await zip.close();
  }
}

async function startsAsZip(path: string): Promise<boolean> {
  const handle = await open(path, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50;
  } finally {
    await handle.close();
  }
}

/**
 * The records of another program's results, by the ending of their file's name. A pickle is refused unopened: reading one
 * is running it. Rejects when the disk does.
 */
export async function foreignRecords(path: string): Promise<ForeignRecords> {
  if (/\.(?:pkl|pickle|pt)$/i.test(path)) return fault("pickle");
  if (/\.xlsx$/i.test(path)) {
    const read = await xlsxRows(path);
    return read.kind === "fault" ? read : collected(read.rows);
  }
  if (/\.eval$/i.test(path) || (await startsAsZip(path))) return inspectLog(path);
  if (/\.tsv$/i.test(path)) return table(path, "\t");
  if (/\.csv$/i.test(path)) return table(path, ",");
  return /\.json$/i.test(path) ? json(path) : lines(path);
}
