import type { Finding } from "../../core/launch/finding.js";
import { planRun } from "../../core/launch/planRun.js";
import type { MiniatureConfig } from "../../core/launch/runConfig.js";
import { noData } from "../../core/launch/runPlan.js";
import { sortedFindings } from "../../core/launch/sortedFindings.js";
import type { LaunchDraft } from "../jobs/launchDraft.js";
import { ownRunId } from "./ownRunId.js";
import type { PrepareOptions } from "./prepareOptions.js";
import { programUploads } from "./programUploads.js";
import { trainerTexts } from "./trainerTexts.js";

const bytesOfMegabyte = 1e6;

/**
 * The draft of a run of the miniature: it has no data to look at, and its code is our own program, which travels with it.
 * The code beside the configuration (`file`: absolute) stays where it is.
 */
export async function miniatureDraft(
  file: string,
  config: MiniatureConfig,
  options: PrepareOptions,
): Promise<LaunchDraft> {
  const program = await programUploads(options.trainerFolder);
  const plan = planRun(config, {
    runId: ownRunId(config),
    strategies: options.strategies,
    ownCode: options.ownCode ?? [],
    trainer: await trainerTexts(options.trainerFolder),
    resumeFrom: options.resumeFrom,
    resumeStep: options.resumeStep ?? null,
    data: noData,
  });
  const megabytes = Math.round((program.bytes / bytesOfMegabyte) * 10) / 10;
  const sent: Finding =
    program.missing === null
      ? { level: "note", code: "miniature-program", values: [megabytes], key: "engine" }
      : { level: "error", code: "miniature-not-built", values: [program.missing], key: "engine" };
  const findings = sortedFindings([...plan.findings, sent]);
  return { file, config, plan, uploads: program.uploads, measures: null, findings };
}
