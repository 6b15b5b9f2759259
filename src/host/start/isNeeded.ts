import * as vscode from "vscode";
import { remembersJobs } from "../../node/jobs/remembersJobs.js";
import { mayHoldRuns } from "../../node/runs/mayHoldRuns.js";

const ours = /(?:^|-)loupe\./;

/** Whether an editor of ours is open: a view that VS Code brought back, or a file that is shown by one. */
export function hasOwnTabs(): boolean {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
  return inputs.some(
    input =>
      (input instanceof vscode.TabInputWebview || input instanceof vscode.TabInputCustom) && ours.test(input.viewType),
  );
}

/** Whether there is something to do before anybody asks: runs in the opened folders, or jobs that are remembered. */
export async function isNeeded(storage: string): Promise<boolean> {
  if (hasOwnTabs()) return true;
  const added: unknown = vscode.workspace.getConfiguration("loupe").get("runFolders");
  if (vscode.workspace.isTrusted && Array.isArray(added) && added.length > 0) return true;
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const found = await Promise.all([remembersJobs(storage), ...folders.map(({ uri }) => mayHoldRuns(uri.fsPath))]);
  return found.includes(true);
}
