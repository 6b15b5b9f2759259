import * as vscode from "vscode";
import type { LinesAction } from "../../protocol/lines/linesViewApi.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import { t } from "../t.js";
import { linesViewType, type LinesEditor } from "./linesEditor.js";

type LinesCommand =
  | "loupe.openAsRows"
  | "loupe.rows.find"
  | "loupe.rows.findNext"
  | "loupe.rows.findPrevious"
  | "loupe.rows.goTo"
  | "loupe.rows.copy"
  | "loupe.rows.openRollout";

/** The file of the active editor, whichever editor it is. */
function activeFile(): vscode.Uri | null {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : null;
}

/** Commands of the rows of a file: those of an open one go to the active editor. */
export function linesCommands({ linesEditor }: { readonly linesEditor: LinesEditor }): CommandHandlers<LinesCommand> {
  const act = (action: LinesAction) => () => linesEditor.active?.act(action);
  return {
    "loupe.openAsRows": async argument => {
      const uri = argument instanceof vscode.Uri ? argument : activeFile();
      if (uri?.scheme === "file") await vscode.commands.executeCommand("vscode.openWith", uri, linesViewType);
      else vscode.window.setStatusBarMessage(t("Choose a file on this machine to be opened as rows."), 4000);
    },
    "loupe.rows.find": act("find"),
    "loupe.rows.findNext": act("findNext"),
    "loupe.rows.findPrevious": act("findPrevious"),
    "loupe.rows.goTo": act("goTo"),
    "loupe.rows.copy": act("copyRow"),
    "loupe.rows.openRollout": act("openRollout"),
  };
}
