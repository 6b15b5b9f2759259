import type { CheckpointBudget } from "./checkpointBudget.js";
import { diskFindings } from "./diskFindings.js";
import type { Finding } from "./finding.js";
import { gpuFindings } from "./gpuFindings.js";
import type { HostReport } from "./hostReport.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import { softwareFindings } from "./softwareFindings.js";
import { sortedFindings } from "./sortedFindings.js";

const gigabyte = 1e9;
/** Weights, gradients and optimiser of 7B that are moved to the machine's memory, and a process for each GPU; our estimate. */
const memoryBytes = { rl: 200 * gigabyte, sft: 64 * gigabyte };
/** Seconds; below it nothing that is shown is wrong. */
const clockTolerance = 60;
/** What Ray's documentation asks for. */
const openFiles = 65_536;
const fewFiles = 4096;

/** What a host's answer means for a run: errors first, each with the way out in its sentence. */
export function hostFindings(
  report: HostReport,
  resolved: ResolvedConfig,
  budget: CheckpointBudget,
): readonly Finding[] {
  const { config } = resolved;
  return sortedFindings([
    ...gpuFindings(report, resolved),
    ...softwareFindings(report, config),
    ...diskFindings(report, config, budget),
    ...memoryFindings(report, resolved),
    ...sessionFindings(report, resolved),
  ]);
}

function memoryFindings(report: HostReport, { family, config }: ResolvedConfig): readonly Finding[] {
  const { memoryAvailableBytes, memoryLimitBytes } = report;
  if (config.launcher.kind !== "host" || config.extra["use_cpu"] === true) return [];
  const known = [memoryAvailableBytes, memoryLimitBytes].filter(bytes => bytes !== null);
  if (known.length === 0) return [];
  const free = Math.min(...known);
  const needed = memoryBytes[family];
  if (free >= needed) return [];
  const values = [Math.round(free / gigabyte), needed / gigabyte];
  return [{ level: "warning", code: "memory-low", values, key: "host" }];
}

function sessionFindings(report: HostReport, { family, config }: ResolvedConfig): readonly Finding[] {
  const findings: Finding[] = report.busyPorts.map(port => ({
    level: "error",
    code: "port-busy",
    values: [port],
    key: null,
  }));
  // A scheduler's jobs belong to no session of ours.
  if (config.launcher.kind === "host" && report.killsUserProcesses === true && report.linger !== true)
    findings.push({ level: "warning", code: "logout-ends", values: [], key: null });
  if (Math.abs(report.clockSkewSeconds) > clockTolerance)
    findings.push({ level: "warning", code: "clock-off", values: [report.clockSkewSeconds], key: null });
  if (family === "rl" && report.openFiles !== null && report.openFiles < fewFiles)
    findings.push({ level: "warning", code: "open-files-low", values: [report.openFiles, openFiles], key: null });
  return findings;
}
