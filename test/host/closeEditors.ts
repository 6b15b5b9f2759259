import * as vscode from "vscode";
import { until } from "../until.js";

/** Closes every editor and every view, and waits until they are gone: the next suite counts its own. */
export async function closeEditors(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  await until("the closed editors", () => vscode.window.tabGroups.all.every(({ tabs }) => tabs.length === 0));
}
