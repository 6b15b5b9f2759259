import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { LaunchedFiles } from "../../node/launch/launchedFiles.js";
import type { OpenTree } from "../openTree.js";
import type { RunsWorker } from "../runsWorker.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import type { ListStatus } from "../tree/listStatus.js";
import type { RunsView } from "../tree/runsView.js";
import { JobEndings } from "./jobEndings.js";
import type { JobServices } from "./jobServices.js";
import { jobSettings } from "./jobSettings.js";
import { JobsTree } from "./jobsTree.js";
import { JobsView } from "./jobsView.js";
import { JobTasks } from "./jobTasks.js";
import { LaunchFlow } from "./launchFlow.js";
import type { LaunchPreparation } from "./launchPreparation.js";
import { LogTerminals } from "./logTerminals.js";
import { Secrets } from "./secrets.js";
import { statusWords } from "./statusWords.js";

interface Parts {
  readonly jobs: JobsService;
  readonly preparation: LaunchPreparation;
  readonly launched: LaunchedFiles;
  readonly context: Pick<vscode.ExtensionContext, "secrets" | "globalStorageUri">;
  readonly worker: RunsWorker;
  readonly runsView: RunsView;
  readonly status: ListStatus;
  readonly log: vscode.LogOutputChannel;
  readonly showFailure: ShowFailure;
  readonly trees: OpenTree;
}

/** What a window has for jobs: their tree, terminals, tasks, the status bar, and the way a launch goes. */
export function createJobParts(parts: Parts): JobServices & { dispose(): void } {
  const { jobs, preparation, launched, worker, runsView, log } = parts;
  const secrets = new Secrets(parts.context.secrets);
  const storage = parts.context.globalStorageUri.fsPath;
  const jobsTree = new JobsTree(jobs, jobSettings.hosts);
  const jobsView = new JobsView(jobsTree, jobs, parts.trees);
  const logs = new LogTerminals({ jobs, secrets, log });
  const launchFlow = new LaunchFlow({
    ...{ jobs, preparation, secrets, launched, log },
    reveal: job => jobsView.reveal(job),
    answered: (host, failure) => jobsTree.setFailure(host, failure),
  });
  const services = { jobs, jobsTree, jobsView, launchFlow, logs, secrets, worker, runsView, log, storage };
  const wired = wire(services, parts);
  const dispose = () => {
    vscode.Disposable.from(wired, jobsView, jobsTree, logs).dispose();
    // VS Code waits for nothing here; what runs on hosts is not touched by it.
    jobs.dispose().catch((error: unknown) => log.error("the jobs could not be let go of", String(error)));
  };
  return { ...services, dispose };
}

/** Who hears of what. */
function wire(services: JobServices, { status, showFailure }: Parts): vscode.Disposable {
  const { jobs, jobsTree, jobsView, logs, log } = services;
  const tellStatus = () => {
    const moment = { t, now: Date.now(), language: vscode.env.language };
    const known = jobs.jobs();
    status.tellJobs(statusWords(known, jobsView.selectedJob, moment), known.length > 0);
  };
  const look = () => {
    jobs.setWatched(jobsView.view.visible || logs.isOpen);
    tellStatus();
  };
  const stopListening = jobs.onChange(tellStatus);
  look();
  return vscode.Disposable.from(
    new vscode.Disposable(stopListening),
    followFolders(services, showFailure),
    new JobEndings(jobs, error => log.error("the end of a job could not be told", String(error))),
    jobsView.onDidChange(look),
    vscode.window.onDidOpenTerminal(look),
    vscode.window.onDidCloseTerminal(look),
    vscode.tasks.registerTaskProvider("loupe", new JobTasks(jobs, logs)),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration("loupe.hosts")) jobsTree.refresh();
    }),
  );
}

/** The Runs tree shows what was pulled of every known job: it reads again when another folder is among them. */
function followFolders({ jobs, worker }: JobServices, showFailure: ShowFailure): vscode.Disposable {
  const folders = () => JSON.stringify(jobs.jobs().map(({ localFolder }) => localFolder));
  let known = folders();
  const stop = jobs.onChange(() => {
    if (folders() === known) return;
    known = folders();
    worker.configure().catch((error: unknown) => showFailure(t("The pulled runs could not be read."), error));
  });
  return new vscode.Disposable(stop);
}
