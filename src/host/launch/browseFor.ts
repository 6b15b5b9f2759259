import { dirname, isAbsolute, relative, sep } from "node:path";
import * as vscode from "vscode";
import { t } from "../t.js";

/** A file or folder that the person picks, as the configuration writes it: relative to its own folder where it lies inside. */
export async function browseFor(config: vscode.Uri, isFolder: boolean): Promise<string | null> {
  const folder = dirname(config.fsPath);
  const picked = await vscode.window.showOpenDialog({
    defaultUri: vscode.Uri.file(folder),
    canSelectFiles: !isFolder,
    canSelectFolders: isFolder,
    canSelectMany: false,
    openLabel: t("Use"),
    ...(isFolder ? {} : { filters: { [t("Data")]: ["parquet", "jsonl", "json"] } }),
  });
  const path = picked?.[0]?.fsPath;
  if (path === undefined) return null;
  const near = relative(folder, path);
  const isInside = near !== "" && !near.startsWith("..") && !isAbsolute(near);
  return isInside ? near.split(sep).join("/") : path;
}
