import * as path from "node:path";
import * as vscode from "vscode";
import { runConfigSuffix } from "../../core/launch/runConfigSuffix.js";
import { t } from "../t.js";

const pattern = `**/*${runConfigSuffix}`;
const most = 500;

const isConfig = (uri: vscode.Uri) => uri.scheme === "file" && uri.path.endsWith(runConfigSuffix);

/**
 * The run configuration that a command is about: the file it is given, the one of the active editor (its form or its
 * text), else one of the workspace; null when there is none or none was picked.
 */
export async function pickConfig(argument: unknown): Promise<string | null> {
  if (argument instanceof vscode.Uri && isConfig(argument)) return argument.fsPath;
  const active = activeUri();
  if (active !== null && isConfig(active)) return active.fsPath;
  const files = await vscode.workspace.findFiles(pattern, "**/node_modules/**", most);
  const items = files
    .map(uri => ({
      label: path.basename(uri.path, runConfigSuffix),
      description: vscode.workspace.asRelativePath(uri),
      file: uri.fsPath,
    }))
    .sort((a, b) => a.description.localeCompare(b.description));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(t("The opened folders hold no run configuration (*.loupe-run.json)."));
    return null;
  }
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Which run configuration?") }))?.file ?? null;
}

function activeUri(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : null;
}
