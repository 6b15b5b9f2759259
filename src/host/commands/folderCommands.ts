import * as vscode from "vscode";
import { isInside } from "../view/isInside.js";
import { pickPaths } from "../pickPaths.js";
import { t } from "../t.js";
import { workspaceSettings } from "../workspaceSettings.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type FolderCommand = "loupe.addRunFolder" | "loupe.removeRunFolder";

/** Commands that add run folders beyond the opened ones, and take them out again. Nothing on disk is touched. */
export function folderCommands(services: CommandServices): CommandHandlers<FolderCommand> {
  const { settings, tree, focus, panels } = services;
  return {
    "loupe.addRunFolder": async () => {
      await focus.settled(panels.active !== null);
      const folders = await pickPaths.folders(t("Add Run Folder"));
      if (folders.length > 0) await workspaceSettings.addPaths("runFolders", folders);
    },
    "loupe.removeRunFolder": async argument => {
      const node = typeof argument === "string" ? await tree.nodeOf(argument) : null;
      const folder = node?.kind === "run" ? addedFolderOf(node.path, settings.runFolders()) : await pickAdded(services);
      if (folder === undefined) return;
      await workspaceSettings.removePaths("runFolders", written => settings.absolutePath(written) === folder);
    },
  };
}

const addedFolderOf = (run: string, added: readonly string[]) => added.find(folder => isInside(run, folder));

async function pickAdded({ settings, focus, panels }: CommandServices): Promise<string | undefined> {
  await focus.settled(panels.active !== null);
  return vscode.window.showQuickPick(settings.runFolders(), {
    title: t("Remove Run Folder"),
    placeHolder: t("Only the list changes; the folder stays on disk."),
  });
}
