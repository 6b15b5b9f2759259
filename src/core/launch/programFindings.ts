import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";

/** Programs that a launch needs; others, such as rsync, are only better to have. */
const needed: readonly string[] = ["docker", "sbatch", "squeue"];

/** Whether the programs of a launch, which no trainer's environment brings, are on the host. */
export function programFindings({ versions }: HostReport): readonly Finding[] {
  const missing = needed
    .filter(name => versions[name] === null)
    .map((name): Finding => ({ level: "error", code: "program-missing", values: [name], key: "launcher" }));
  if (versions["rsync"] !== null) return missing;
  return [...missing, { level: "note", code: "no-rsync", values: [], key: null }];
}
