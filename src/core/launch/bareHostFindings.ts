import { diskFindings } from "./diskFindings.js";
import type { Finding } from "./finding.js";
import { gpuFindings } from "./gpuFindings.js";
import type { HostReport } from "./hostReport.js";
import { sessionFindings } from "./sessionFindings.js";
import { sortedFindings } from "./sortedFindings.js";

/** No configuration: nothing is needed, and what would forbid a launch is only worth knowing. */
const anything = { gpusNeeded: 0, devices: null, launcher: "host" } as const;

const unknownBudget = { saved: null, atOnce: null, bytesEach: null, totalBytes: null };

const asAdvice = (finding: Finding): Finding => ({
  ...finding,
  level: finding.level === "error" ? "warning" : finding.level,
  key: null,
});

/** What a host's answer says of it, whatever is launched there. */
export function bareHostFindings(report: HostReport): readonly Finding[] {
  const found = [
    ...gpuFindings(report, anything),
    ...pythonFindings(report),
    ...diskFindings(report, null, unknownBudget),
    ...sessionFindings(report, { isRl: true, launcher: "host" }),
  ];
  return sortedFindings(found.map(asAdvice));
}

function pythonFindings({ versions }: HostReport): readonly Finding[] {
  if (versions["python3"] === null) return [{ level: "warning", code: "python-missing", values: [], key: null }];
  const found = Object.entries(versions).flatMap(([name, version]) => (version === null ? [] : [`${name} ${version}`]));
  return [{ level: "note", code: "packages-right", values: [found.join(", ")], key: null }];
}
