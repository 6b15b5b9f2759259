import * as z from "zod";
import type { ImportProblem } from "../../core/benchmark/importProblem.js";
import { benchmarkPaths } from "./benchmarkPaths.js";
import { readRecords } from "./readRecords.js";

/** A problem as `problems.jsonl` has it; its code may be a newer version's. */
const problemSchema = z.looseObject({
  file: z.string(),
  annotation_id: z.string().nullable().catch(null),
  code: z.string(),
  effect: z.enum(["left-out", "repaired", "noted"] satisfies ImportProblem["effect"][]).catch("noted"),
  detail: z.string().nullable().catch(null),
});
export type ListedProblem = z.infer<typeof problemSchema>;

/** The problems of a folder's last import; none where nothing was imported. */
export async function readImportProblems(folder: string): Promise<readonly ListedProblem[]> {
  const read = await readRecords(benchmarkPaths(folder).problems, problemSchema);
  return read.kind === "read" ? read.records : [];
}
