import type * as vscode from "vscode";
import type { DraftRead, LaunchDraft } from "../../node/jobs/launchDraft.js";
import type { Reached } from "../../node/jobs/jobsService.js";
import type { LaunchedFiles } from "../../node/launch/launchedFiles.js";
import type { StrategyChoice } from "../../protocol/jobs/launchViewApi.js";
import type { LookedAt } from "../jobs/launchFlow.js";
import type { ShowFailure } from "../showFailure.js";
import type { PlanDocuments } from "./planDocuments.js";

/** What the form of a configuration may ask of the rest of the host. */
export interface LaunchServices {
  readonly extension: vscode.Extension<unknown>;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly launched: LaunchedFiles;
  readonly documents: PlanDocuments;
  /** Plans the text of a configuration as it is typed; counting the data takes longer and may be left out. */
  prepare(file: string, text: string, isCounted: boolean): Promise<DraftRead>;
  hosts(): Promise<readonly string[]>;
  strategies(): readonly StrategyChoice[];
  secretNames(): Promise<readonly string[]>;
  setSecret(name: string): Promise<void>;
  /** Asks the host of a draft, and what has its jobs there, as a launch does. */
  look(draft: LaunchDraft): Promise<Reached<LookedAt>>;
  /** Asks, launches, and shows the job; the same as the command. */
  launch(file: string): Promise<void>;
  openTerminal(host: string): void;
  /** Offers the hosts, and a name that is typed; null: nothing was chosen. */
  chooseHost(): Promise<string | null>;
}
