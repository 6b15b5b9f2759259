import type { DataMeasure } from "../../core/launch/dataMeasure.js";
import type { Finding } from "../../core/launch/finding.js";
import type { RunConfig } from "../../core/launch/runConfig.js";
import type { RunConfigIssue } from "../../core/launch/runConfigIssue.js";
import type { RunPlan } from "../../core/launch/runPlan.js";

/** A file or folder of this machine that travels to the run folder on the host before the start. */
export interface Upload {
  /** Absolute, here. */
  readonly from: string;
  /** Relative to the run folder. */
  readonly to: string;
}

/** A configuration read, planned and counted, before a host was asked anything. */
export interface LaunchDraft {
  /** Absolute path of the `*.loupe-run.json`. */
  readonly file: string;
  readonly config: RunConfig;
  readonly plan: RunPlan;
  readonly uploads: readonly Upload[];
  /** null: the data stand on the host, or cannot be read here. */
  readonly measures: readonly DataMeasure[] | null;
  /** Those of the plan and of the data. */
  readonly findings: readonly Finding[];
}

/** A bad key of a configuration; `reason` is its English sentence. `unreadable`: the file itself. */
export interface ConfigIssue extends Omit<RunConfigIssue, "code"> {
  readonly code: RunConfigIssue["code"] | "unreadable";
  readonly reason: string;
}

export type DraftRead =
  | { readonly kind: "draft"; readonly draft: LaunchDraft }
  | { readonly kind: "issues"; readonly file: string; readonly issues: readonly ConfigIssue[] };
