import type { CheckpointBudget } from "./checkpointBudget.js";
import type { Finding } from "./finding.js";
import type { DiskReport, HostReport } from "./hostReport.js";
import { isHostPath } from "./isHostPath.js";
import type { TrainerConfig } from "./runConfig.js";

const gigabyte = 1e9;
/** A tenth of a gigabyte is exact enough for a sentence. */
const gigabytes = (bytes: number): number => Math.round(bytes / (gigabyte / 10)) / 10;

/** Logs, rollouts and what travels to the host; small beside checkpoints. */
export const trainerRunBytes = 5 * gigabyte;
/** Below it trainers and Ray, which spill there, soon fail. */
const temporaryBytes = 10 * gigabyte;
/** Docker gives 64 MB; loaders of pages and vLLM's processes hand each other tensors through it. */
const sharedBytes = 8 * gigabyte;

/**
 * Whether paths are there and disks have room. `config` null: whatever is launched there, or a run without model and data.
 * `runBytes`: what a run writes beside its checkpoints.
 */
export function diskFindings(
  report: HostReport,
  config: TrainerConfig | null,
  budget: CheckpointBudget,
  runBytes = trainerRunBytes,
): readonly Finding[] {
  return report.disks.flatMap(disk => {
    switch (disk.purpose) {
      case "run":
        return runFindings(disk, budget, runBytes);
      case "model":
        return config === null ? [] : modelFindings(disk, config);
      case "data":
        return disk.exists || config === null ? [] : [missingData(disk, config)];
      case "temporary":
        return lowFindings(disk, temporaryBytes, "temporary-low");
      case "shared-memory":
        return config?.launcher.kind === "slurm" ? [] : lowFindings(disk, sharedBytes, "shared-memory-low");
      case "home":
        return [];
    }
  });
}

function runFindings(disk: DiskReport, budget: CheckpointBudget, runBytes: number): readonly Finding[] {
  const { path, freeBytes, isWritable } = disk;
  const key = "checkpoints.keep";
  if (!isWritable) return [{ level: "error", code: "run-not-writable", values: [path], key: null }];
  const needed = runBytes + (budget.totalBytes ?? 0);
  if (freeBytes === null) return [{ level: "warning", code: "disk-unknown", values: [path, gigabytes(needed)], key }];
  if (freeBytes >= needed) {
    const values = [path, gigabytes(freeBytes), gigabytes(needed)];
    return [{ level: "good", code: "disk-enough", values, key }];
  }
  return [
    tooLarge(freeBytes, runBytes, budget) ?? {
      level: "error",
      code: "disk-low",
      values: [path, gigabytes(freeBytes), gigabytes(needed)],
      key,
    },
  ];
}

/** How many checkpoints may stay so that one more, which is written before the oldest goes, still fits. */
function tooLarge(freeBytes: number, runBytes: number, { bytesEach, atOnce }: CheckpointBudget): Finding | null {
  if (bytesEach === null || atOnce === null || atOnce < 2) return null;
  const keep = Math.floor((freeBytes - runBytes) / bytesEach) - 1;
  if (keep < 1) return null;
  const values = [atOnce, gigabytes(bytesEach), gigabytes(freeBytes), keep];
  return { level: "error", code: "checkpoints-too-large", values, key: "checkpoints.keep" };
}

function modelFindings({ exists }: DiskReport, { model }: TrainerConfig): readonly Finding[] {
  if (exists) return [];
  return isHostPath(model.path)
    ? [{ level: "error", code: "model-missing", values: [model.path], key: "model.path" }]
    : [{ level: "note", code: "model-download", values: [model.path], key: "model.path" }];
}

function missingData({ path }: DiskReport, { data }: TrainerConfig): Finding {
  const key = path === data.train ? "data.train" : path === data.validation ? "data.validation" : "data.images";
  return { level: "error", code: "data-missing", values: [path, key], key };
}

function lowFindings(
  { path, exists, freeBytes }: DiskReport,
  least: number,
  code: "temporary-low" | "shared-memory-low",
): readonly Finding[] {
  if (!exists || freeBytes === null || freeBytes >= least) return [];
  return [{ level: "warning", code, values: [path, gigabytes(freeBytes)], key: null }];
}
