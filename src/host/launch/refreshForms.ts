import * as vscode from "vscode";
import type { JobsService } from "../../node/jobs/jobsService.js";
import type { LaunchEditor } from "./launchEditor.js";

/** What a plan or the list of hosts is made with; the rest of the settings does not show in a form. */
const shownSettings = ["loupe.hosts", "loupe.strategies", "loupe.ssh"];

/** Every open form follows what it shows beside its own file: settings, secrets, hosts of jobs. */
export function refreshForms(
  forms: LaunchEditor,
  secrets: vscode.SecretStorage,
  jobs: Pick<JobsService, "jobs" | "onChange">,
): vscode.Disposable {
  const hosts = () => JSON.stringify([...new Set(jobs.jobs().map(({ host }) => host))].sort());
  let known = hosts();
  const stop = jobs.onChange(() => {
    if (hosts() === known) return;
    known = hosts();
    forms.refresh();
  });
  return vscode.Disposable.from(
    new vscode.Disposable(stop),
    secrets.onDidChange(() => forms.refresh()),
    vscode.workspace.onDidChangeConfiguration(change => {
      if (shownSettings.some(name => change.affectsConfiguration(name))) forms.refresh();
    }),
  );
}
