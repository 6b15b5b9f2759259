import * as vscode from "vscode";
import * as z from "zod";
import { t } from "./t.js";

const listSchema = z.array(z.string()).catch([]);
const mapSchema = z.record(z.string(), z.string()).catch({});

/** Writes those settings that the product changes for a person: in the workspace if there is one, else for the user. */
export const workspaceSettings = {
  /** Adds paths to a list of paths. False when they may not be written here. */
  async addPaths(name: "runFolders" | "imageRoots" | "datasets", paths: readonly string[]): Promise<boolean> {
    if (!(await mayWrite())) return false;
    const list = listSchema.parse(vscode.workspace.getConfiguration("loupe").get(name));
    await write(name, [...new Set([...list, ...paths])]);
    return true;
  },
  /** Takes those entries out for which `isGone` says so, wherever they were set. */
  async removePaths(name: "runFolders", isGone: (written: string) => boolean): Promise<void> {
    const inspected = vscode.workspace.getConfiguration("loupe").inspect(name);
    const places = [
      [vscode.ConfigurationTarget.Workspace, inspected?.workspaceValue],
      [vscode.ConfigurationTarget.Global, inspected?.globalValue],
    ] as const;
    for (const [target, value] of places) {
      const list = listSchema.parse(value);
      if (list.some(isGone))
        await update(
          name,
          list.filter(path => !isGone(path)),
          target,
        );
    }
  },
  async addPrefix(from: string, to: string): Promise<boolean> {
    if (!(await mayWrite())) return false;
    const map = mapSchema.parse(vscode.workspace.getConfiguration("loupe").get("pathPrefixes"));
    await write("pathPrefixes", { ...map, [from]: to });
    return true;
  },
} as const;

/** In Restricted Mode VS Code does not read these settings from the workspace: writing them there would do nothing. */
async function mayWrite(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = t("Manage Workspace Trust");
  const sentence = t("Restricted Mode: naming files and folders outside of the workspace needs a trusted folder.");
  const chosen = await vscode.window.showWarningMessage(sentence, manage);
  if (chosen === manage) await vscode.commands.executeCommand("workbench.trust.manage");
  return false;
}

async function write(name: string, value: unknown): Promise<void> {
  const hasWorkspace = vscode.workspace.workspaceFolders !== undefined || vscode.workspace.workspaceFile !== undefined;
  const { Workspace, Global } = vscode.ConfigurationTarget;
  await update(name, value, hasWorkspace ? Workspace : Global);
}

async function update(name: string, value: unknown, target: vscode.ConfigurationTarget): Promise<void> {
  await vscode.workspace.getConfiguration("loupe").update(name, value, target);
}
