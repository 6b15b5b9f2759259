import { activationName } from "./activationName.js";
import { diskFindings } from "./diskFindings.js";
import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";
import { programFindings } from "./programFindings.js";
import type { MiniatureConfig } from "./runConfig.js";
import { sessionFindings } from "./sessionFindings.js";
import { sortedFindings } from "./sortedFindings.js";
import { isAtLeast } from "./versionParts.js";

/** The oldest Node that our program promises to run on (`engines` of package.json). */
const leastNode = "20";

/** Two hundred steps of 128 rollouts, their pages and the program are about a tenth of it. */
const runBytes = 1e9;

const noCheckpoints = { saved: null, atOnce: null, bytesEach: null, totalBytes: null };

/** What a host's answer means for a run of the miniature, which wants Node and some room, and neither GPU nor Python. */
export function miniatureHostFindings(report: HostReport, config: MiniatureConfig): readonly Finding[] {
  return sortedFindings([
    ...programFindings(report),
    ...nodeFindings(report, config),
    ...diskFindings(report, null, noCheckpoints, runBytes),
    ...sessionFindings(report, { isRl: false, launcher: config.launcher.kind }),
  ]);
}

function nodeFindings({ versions, isActivated }: HostReport, config: MiniatureConfig): readonly Finding[] {
  const { activate } = config.environment;
  const name = activationName(activate);
  const key = "environment.activate";
  if (activate.kind === "docker") return [{ level: "note", code: "in-image", values: [name], key }];
  if (!isActivated) return [{ level: "error", code: "not-activated", values: [name], key }];
  const node = versions["node"] ?? null;
  const of = "simulate.node";
  if (node === null)
    return [{ level: "error", code: "node-missing", values: [config.simulate.node, leastNode], key: of }];
  if (node === "unknown" || !isAtLeast(node, leastNode))
    return [{ level: "error", code: "node-old", values: [node, leastNode], key: of }];
  return [{ level: "good", code: "node-right", values: [node], key: of }];
}
