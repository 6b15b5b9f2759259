import type { DistilFinding } from "../../core/distil/distilFinding.js";
import { distilFunnel } from "../../core/distil/distilFunnel.js";
import { distilLint } from "../../core/distil/distilLint.js";
import type { DistilManifest } from "../../core/distil/distilManifest.js";
import type { DistilOptions } from "../../core/distil/distilOptions.js";
import { nearestHeldOut } from "../../core/distil/nearestHeldOut.js";
import { nearFindings, nearSummary } from "../../core/distil/nearSummary.js";
import { judgeTraces } from "../../core/distil/judgeTraces.js";
import type { ResolvedConfig } from "../../core/launch/resolvedConfig.js";
import type { WorkProgress } from "../benchmark/workProgress.js";
import { type DistilExported, exportDistilled } from "./exportDistilled.js";
import { readNextRun } from "./nextRun.js";
import { type DistilRead, type ReadDistil, readDistil } from "./readDistil.js";
import { studentOf } from "./studentOf.js";

export interface ExportTracesParams {
  /** The evaluation's. */
  readonly folder: string;
  /** Where the benchmark is now; null: where it was. */
  readonly dataset: string | null;
  readonly options: DistilOptions;
  readonly to: DistilManifest["to"];
  readonly out: string;
  /** The file of the run that goes on from the rows; null: none. */
  readonly next: string | null;
  readonly version: string;
}

interface Told {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: WorkProgress) => void;
}

export type TracesExported =
  | (Extract<DistilExported, { kind: "exported" }> & {
      /** Of questions near to held-out ones, and of the rows against the run that goes on from them. */
      readonly findings: readonly DistilFinding[];
    })
  | Exclude<DistilExported, { kind: "exported" }>
  | Exclude<DistilRead, ReadDistil>
  | { readonly kind: "bad-run"; readonly path: string; readonly reason: string };

/** The run of a file; null: none is wanted. */
async function nextOf(
  file: string | null,
): Promise<ResolvedConfig | null | Extract<TracesExported, { kind: "bad-run" }>> {
  if (file === null) return null;
  const read = await readNextRun(file);
  if (read.kind === "run") return read.run;
  return { kind: "bad-run", path: file, reason: read.kind === "unreadable" ? read.reason : "miniature" };
}

/** Reads an evaluation, judges its traces and writes the kept ones as rows. Never rejects. */
export async function exportTraces(params: ExportTracesParams, { signal, onProgress }: Told): Promise<TracesExported> {
  const { folder, dataset, options, to, out, version } = params;
  const next = await nextOf(params.next);
  if (next !== null && "kind" in next) return next;
  const source = await readDistil(folder, dataset, signal);
  if (source.kind !== "read") return source;
  const traces = judgeTraces(source, options);
  const student = studentOf({ method: options.method }, source.run, next);
  const nearest = nearestHeldOut(source.benchmark);
  const work = { source, traces, nearest, funnel: distilFunnel(traces), options, student, to, out, version, signal };
  const result = await exportDistilled({
    ...work,
    onProgress: (done, total) => onProgress({ phase: "export", done, total }),
  });
  if (result.kind !== "exported") return result;
  const near = nearFindings(nearSummary(traces, nearest));
  return { ...result, findings: [...near, ...(next === null ? [] : distilLint(result.manifest.student, next))] };
}
