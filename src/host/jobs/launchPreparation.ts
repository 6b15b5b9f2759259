import type { Finding } from "../../core/launch/finding.js";
import type { HostReport } from "../../core/launch/hostReport.js";
import type { PreflightNeeds } from "../../core/launch/preflightNeeds.js";
import type { DraftRead, LaunchDraft } from "../../node/jobs/launchDraft.js";

export interface PrepareOptions {
  /** As it is typed; null: what the file holds. */
  readonly text: string | null;
  /** Counting the data takes longer and may be left out. */
  readonly isCounted: boolean;
  /** The run folder, absolute on the host, whose checkpoints are gone on from; null: a fresh start. */
  readonly resumeFrom: string | null;
  /** The step of its last checkpoint, where it is known. */
  readonly resumeStep?: number | null;
}

/** How a configuration becomes a draft, and what a host's report means for one. Nothing here asks a host. */
export interface LaunchPreparation {
  prepare(file: string, options: PrepareOptions): Promise<DraftRead>;
  /** What a preflight has to look at; null: nothing but the host itself. */
  needs(draft: LaunchDraft | null): PreflightNeeds;
  judge(report: HostReport, draft: LaunchDraft | null): readonly Finding[];
}
