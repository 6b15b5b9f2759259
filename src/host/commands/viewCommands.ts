import * as vscode from "vscode";
import { viewActions, type ViewAction } from "../../protocol/viewApi.js";
import type { CommandHandler, CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type ViewCommand =
  "loupe.pin" | "loupe.unpin" | "loupe.showLog" | "loupe.showFormats" | "loupe.showKeys" | `loupe.view.${ViewAction}`;

/** Commands about the active rollout view, and what explains the product. */
export function viewCommands({ panels, log, extension }: CommandServices): CommandHandlers<ViewCommand> {
  return {
    "loupe.pin": () => panels.active?.setPinned(true),
    "loupe.unpin": () => panels.active?.setPinned(false),
    "loupe.showLog": () => log.show(),
    "loupe.showFormats": () =>
      vscode.commands.executeCommand(
        "markdown.showPreview",
        vscode.Uri.joinPath(extension.extensionUri, "media", "formats.md"),
      ),
    // Without a view to show them in, the keys are listed where they can be changed.
    "loupe.showKeys": () =>
      panels.active === null
        ? vscode.commands.executeCommand("workbench.action.openGlobalKeybindings", `@ext:${extension.id}`)
        : panels.active.act("showKeys"),
    ...actionCommands(action => () => panels.active?.act(action)),
  };
}

/** One command per action of the view; `Object.fromEntries` forgets the names, so they are put back by the one assertion here. */
function actionCommands(handler: (action: ViewAction) => CommandHandler): CommandHandlers<`loupe.view.${ViewAction}`> {
  const entries = viewActions.map(action => [`loupe.view.${action}`, handler(action)] as const);
  return Object.fromEntries(entries) as CommandHandlers<`loupe.view.${ViewAction}`>;
}
