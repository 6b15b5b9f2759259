import type { Finding } from "../../core/launch/finding.js";
import type { GpuReport, HostReport } from "../../core/launch/hostReport.js";
import type { ShownGpu, ShownPreflight, ToldFinding } from "../../protocol/jobs/launchViewApi.js";
import type { Translate } from "../translate.js";

function holderOf({ processes }: GpuReport, t: Translate): string | null {
  if (processes.length === 0) return null;
  return processes
    .map(({ pid, name }) => (name === null ? t("pid {0}", pid) : t("pid {0}, {1}", pid, name)))
    .join("; ");
}

function shownGpu(gpu: GpuReport, isFree: (gpu: GpuReport) => boolean, t: Translate): ShownGpu {
  const { index, name, usedMegabytes, totalMegabytes, utilisation } = gpu;
  return { index, name, usedMegabytes, totalMegabytes, utilisation, isFree: isFree(gpu), holder: holderOf(gpu, t) };
}

interface PreflightParts {
  readonly host: string;
  readonly report: HostReport;
  readonly findings: readonly Finding[];
  readonly tell: (finding: Finding) => ToldFinding;
  readonly isFree: (gpu: GpuReport) => boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A host's answer as the form shows it. */
export function shownPreflight(
  { host, report, findings, tell, isFree, at }: PreflightParts,
  t: Translate,
): ShownPreflight {
  const gpus = report.gpus?.map(gpu => shownGpu(gpu, isFree, t)) ?? null;
  return { host, at, isRunning: false, gpus, findings: findings.map(tell), failure: null };
}
