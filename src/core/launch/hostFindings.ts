import type { CheckpointBudget } from "./checkpointBudget.js";
import { diskFindings } from "./diskFindings.js";
import type { Finding } from "./finding.js";
import { gpuFindings, type GpuWish } from "./gpuFindings.js";
import type { HostReport } from "./hostReport.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { TrainerConfig } from "./runConfig.js";
import { sessionFindings } from "./sessionFindings.js";
import { softwareFindings } from "./softwareFindings.js";
import { sortedFindings } from "./sortedFindings.js";

const gigabyte = 1e9;
/** Weights, gradients and optimiser of 7B that are moved to the machine's memory, and a process for each GPU; our estimate. */
const memoryBytes = { rl: 200 * gigabyte, sft: 64 * gigabyte };

/** What a host's answer means for a run: errors first, each with the way out in its sentence. */
export function hostFindings(
  report: HostReport,
  resolved: ResolvedConfig,
  budget: CheckpointBudget,
): readonly Finding[] {
  const { config } = resolved;
  return sortedFindings([
    ...(isOnCpu(config) ? [] : gpuFindings(report, wishOf(resolved))),
    ...softwareFindings(report, config),
    ...diskFindings(report, config, budget),
    ...memoryFindings(report, resolved),
    ...sessionFindings(report, { isRl: resolved.family === "rl", launcher: config.launcher.kind }),
  ]);
}

/** A training of a tiny model, to see that everything fits together. */
const isOnCpu = ({ extra }: TrainerConfig): boolean => extra["use_cpu"] === true;

const wishOf = ({ config, gpusPerNode }: ResolvedConfig): GpuWish => ({
  gpusNeeded: gpusPerNode.value,
  devices: config.gpus.devices ?? null,
  launcher: config.launcher.kind,
});

function memoryFindings(report: HostReport, { family, config }: ResolvedConfig): readonly Finding[] {
  const { memoryAvailableBytes, memoryLimitBytes } = report;
  if (config.launcher.kind !== "host" || isOnCpu(config)) return [];
  const known = [memoryAvailableBytes, memoryLimitBytes].filter(bytes => bytes !== null);
  if (known.length === 0) return [];
  const free = Math.min(...known);
  const needed = memoryBytes[family];
  if (free >= needed) return [];
  const values = [Math.round(free / gigabyte), needed / gigabyte];
  return [{ level: "warning", code: "memory-low", values, key: "host" }];
}
