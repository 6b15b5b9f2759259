import * as vscode from "vscode";
import type { PlannedFile } from "../../core/launch/runPlan.js";
import { t } from "../t.js";
import type { LaunchSubject } from "./launchSubject.js";

const textOf = (files: readonly PlannedFile[], path: string) => files.find(file => file.path === path)?.text ?? "";

/** Every file that differs between the last launch of this configuration and the next, in VS Code's own diff. */
export async function comparePlans({ draft, document, services }: LaunchSubject): Promise<void> {
  const last = services.launched.of(document.uri.fsPath);
  if (draft === null || last === null) return;
  const { files } = draft.plan;
  const paths = [...new Set([...last, ...files].map(({ path }) => path))];
  const differing = paths.filter(path => textOf(last, path) !== textOf(files, path));
  if (differing.length === 0) {
    void vscode.window.showInformationMessage(t("The next launch would send the same files as the last one."));
    return;
  }
  const entries = differing.map(path => [
    vscode.Uri.file(path),
    services.documents.add("last", path, textOf(last, path)),
    services.documents.add("next", path, textOf(files, path)),
  ]);
  await vscode.commands.executeCommand("vscode.changes", t("{0}: last launch and next", draft.config.name), entries);
}
