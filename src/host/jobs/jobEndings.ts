import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { JobView } from "../../protocol/jobs/jobView.js";
import { t } from "../t.js";
import { endSentence } from "./endSentence.js";
import { jobNode } from "./jobNode.js";

/** The one notification about a job: that it has ended. The service tells an end once, whatever the number of windows. */
export class JobEndings implements vscode.Disposable {
  private readonly stop: () => void;

  constructor(jobs: JobsService, onError: (error: unknown) => void) {
    this.stop = jobs.onEnd(job => {
      tell(job).catch(onError);
    });
  }

  dispose(): void {
    this.stop();
  }
}

async function tell(job: JobView): Promise<void> {
  const sentence = endSentence(job, t);
  const showLog = t("Show Log");
  const openRollouts = t("Open Rollouts");
  const actions = job.localFolder === null ? [showLog] : [showLog, openRollouts];
  const isGood = job.state === "stopped" || (job.state === "exited" && job.exitCode === 0);
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const chosen = await (isGood ? showInformationMessage : showWarningMessage)(sentence, ...actions);
  const id = jobNode.id({ kind: "job", job });
  if (chosen === showLog) await vscode.commands.executeCommand("loupe.attachJob", id);
  if (chosen === openRollouts) await vscode.commands.executeCommand("loupe.revealJobInRuns", id);
}
