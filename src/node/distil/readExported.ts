import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type * as z from "zod";
import type { SievedTrace } from "../../core/distil/distilDifference.js";
import { distilManifestSchema } from "../../core/distil/distilManifest.js";
import type { DistilOptions } from "../../core/distil/distilOptions.js";
import { traceRecordSchema } from "../../core/distil/traceRecord.js";
import { exportManifestName } from "../benchmark/exportFolder.js";
import { readRecords } from "../benchmark/readRecords.js";

/** What is read again of an export: older ones may lack what is not asked for. */
const manifestSchema = distilManifestSchema.pick({ kind: true, student: true, options: true, files: true });
const traceSchema = traceRecordSchema.pick({ prediction_id: true, task: true, dropped_by: true });

export type ExportManifest = z.infer<typeof manifestSchema>;

/** The manifest of an export of traces; null: the folder has none. Never rejects. */
export async function readExportManifest(folder: string): Promise<ExportManifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, exportManifestName), "utf8")));
  } catch {
    // No such file, no JSON, or of another kind of export: all the same to whoever looks for ours.
    return null;
  }
}

/** How the traces of an export ended, and by what thresholds; null: it is none of ours. Never rejects. */
export async function readExportedTraces(
  folder: string,
  signal?: AbortSignal,
): Promise<{ readonly options: DistilOptions; readonly traces: readonly SievedTrace[] } | null> {
  const manifest = await readExportManifest(folder);
  if (manifest === null) return null;
  const read = await readRecords(join(folder, "traces.jsonl"), traceSchema, { signal });
  if (read.kind !== "read") return null;
  const traces = read.records.map(({ prediction_id: id, task, dropped_by: droppedBy }) => ({ id, task, droppedBy }));
  return { options: manifest.options, traces };
}
