import { defaultMiniatureOptions } from "../simulate/miniature/miniatureOptions.js";
import { activationName } from "./activationName.js";
import { diskFindings } from "./diskFindings.js";
import type { Finding } from "./finding.js";
import type { HostReport } from "./hostReport.js";
import { plannedMiniature } from "./plannedMiniature.js";
import { programFindings } from "./programFindings.js";
import type { MiniatureConfig } from "./runConfig.js";
import { sessionFindings } from "./sessionFindings.js";
import { sortedFindings } from "./sortedFindings.js";
import { isAtLeast } from "./versionParts.js";

/** The oldest Node that our program promises to run on (`engines` of package.json). */
const leastNode = "20";

const noCheckpoints = { saved: null, atOnce: null, bytesEach: null, totalBytes: null };

/** What a host's answer means for a run of the miniature, which wants Node and some room, and neither GPU nor Python. */
export function miniatureHostFindings(report: HostReport, config: MiniatureConfig): readonly Finding[] {
  return sortedFindings([
    ...programFindings(report),
    ...nodeFindings(report, config),
    ...diskFindings(report, null, noCheckpoints, runBytes(config)),
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

/** Measured at the defaults, and twice that: a rollout has 2.3 kB, a drawn page 240 kB. Checkpoints are small beside them. */
const [bytesOfRollout, bytesOfPage, bytesOfProgram] = [5e3, 5e5, 5e7];

function runBytes(config: MiniatureConfig): number {
  const { steps, prompts, responses, pages, validationQuestions } = plannedMiniature(
    config,
    config.hyper.steps ?? defaultMiniatureOptions.steps,
  );
  return steps * prompts * responses * bytesOfRollout + (pages + validationQuestions) * bytesOfPage + bytesOfProgram;
}
