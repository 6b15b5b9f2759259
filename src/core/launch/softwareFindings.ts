import { activationName } from "./activationName.js";
import { engineNeeds, type PackageNeed } from "./engineNeeds.js";
import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";
import { programFindings } from "./programFindings.js";
import type { TrainerConfig } from "./runConfig.js";
import { isAtLeast } from "./versionParts.js";

const key = "environment.activate";

/** Whether programs, Python and packages of a host do for an engine. */
export function softwareFindings(report: HostReport, config: TrainerConfig): readonly Finding[] {
  return [...programFindings(report), ...environmentFindings(report, config)];
}

function environmentFindings(report: HostReport, config: TrainerConfig): readonly Finding[] {
  const { activate } = config.environment;
  const name = activationName(activate);
  if (activate.kind === "docker") return [{ level: "note", code: "in-image", values: [name], key }];
  if (!report.isActivated) return [{ level: "error", code: "not-activated", values: [name], key }];
  const python = report.versions["python3"] ?? null;
  if (python === null) return [{ level: "error", code: "python-missing", values: [], key }];
  const { title, python: least, packages } = engineNeeds(config);
  const old: readonly Finding[] = isAtLeast(python, least)
    ? []
    : [{ level: "error", code: "python-old", values: [python, title, least], key }];
  return [...old, ...packageFindings(report, title, packages)];
}

function packageFindings(
  { versions }: HostReport,
  title: string,
  packages: readonly PackageNeed[],
): readonly Finding[] {
  const missing = packages.filter(({ name }) => (versions[name] ?? null) === null).map(({ name }) => name);
  const findings = [...missingFindings(missing), ...packages.flatMap(need => versionFinding(need, title, versions))];
  if (findings.length > 0) return findings;
  const found = packages.map(({ name }) => `${name} ${versions[name] ?? ""}`).join(", ");
  return [{ level: "good", code: "packages-right", values: [found], key }];
}

/** An environment that was never activated lacks all of them: that is one sentence. */
function missingFindings(names: readonly string[]): readonly Finding[] {
  if (names.length === 0) return [];
  const code = names.length === 1 ? "package-missing" : "packages-missing";
  return [{ level: "error", code, values: [names.join(", ")], key }];
}

function versionFinding(
  { name, wanted, fits }: PackageNeed,
  title: string,
  versions: HostReport["versions"],
): readonly Finding[] {
  const version = versions[name] ?? null;
  if (version === null) return [];
  if (version === "unknown")
    return wanted === "any"
      ? []
      : [{ level: "warning", code: "package-version-unknown", values: [name, title, wanted], key }];
  return fits(version)
    ? []
    : [{ level: "error", code: "package-version", values: [name, version, title, wanted], key }];
}
