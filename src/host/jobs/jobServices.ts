import type * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { RunsView } from "../tree/runsView.js";
import type { RunsWorker } from "../runsWorker.js";
import type { JobsTree } from "./jobsTree.js";
import type { JobsView } from "./jobsView.js";
import type { LaunchFlow } from "./launchFlow.js";
import type { LogTerminals } from "./logTerminals.js";
import type { Secrets } from "./secrets.js";

/** What the commands about jobs and hosts work on. */
export interface JobServices {
  readonly jobs: JobsService;
  readonly jobsTree: JobsTree;
  readonly jobsView: JobsView;
  readonly launchFlow: LaunchFlow;
  readonly logs: LogTerminals;
  readonly secrets: Secrets;
  readonly worker: RunsWorker;
  readonly runsView: RunsView;
  readonly log: vscode.LogOutputChannel;
  /** Where jobs are remembered, absolute. */
  readonly storage: string;
}
