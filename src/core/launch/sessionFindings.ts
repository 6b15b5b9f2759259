import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";
import type { RunConfig } from "./runConfig.js";

/** Seconds; below it nothing that is shown is wrong. */
const clockTolerance = 60;
/** What Ray's documentation asks for. */
const openFiles = 65_536;
const fewFiles = 4096;

/** System, ports, logging out, clock and limits of a host. */
export function sessionFindings(
  report: HostReport,
  { isRl, launcher }: { readonly isRl: boolean; readonly launcher: RunConfig["launcher"]["kind"] },
): readonly Finding[] {
  const findings: Finding[] = report.busyPorts.map(port => ({
    level: "error",
    code: "port-busy",
    values: [port],
    key: null,
  }));
  // A scheduler's jobs belong to no session of ours.
  if (launcher === "host" && report.killsUserProcesses === true && report.linger !== true)
    findings.push({ level: "warning", code: "logout-ends", values: [], key: null });
  // What has left a run's session is found by /proc, which is Linux's.
  if (launcher === "host" && report.system !== "" && !/^Linux(?: |$)/.test(report.system))
    findings.push({ level: "warning", code: "not-linux", values: [report.system], key: null });
  if (Math.abs(report.clockSkewSeconds) > clockTolerance)
    findings.push({ level: "warning", code: "clock-off", values: [report.clockSkewSeconds], key: null });
  if (isRl && report.openFiles !== null && report.openFiles < fewFiles)
    findings.push({ level: "warning", code: "open-files-low", values: [report.openFiles, openFiles], key: null });
  return findings;
}
