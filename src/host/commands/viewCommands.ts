import * as vscode from "vscode";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";

type ViewCommand = "loupe.pin" | "loupe.unpin" | "loupe.showLog" | "loupe.showFormats" | "loupe.showKeys";

/** Commands about the active rollout view, and what explains the product. */
export function viewCommands({ panels, log, extension }: CommandServices): CommandHandlers<ViewCommand> {
  const formats = vscode.Uri.joinPath(extension.extensionUri, "media", "formats.md");
  return {
    "loupe.pin": () => panels.active?.setPinned(true),
    "loupe.unpin": () => panels.active?.setPinned(false),
    "loupe.showLog": () => log.show(),
    "loupe.showFormats": () => vscode.commands.executeCommand("markdown.showPreview", formats),
    // Without a view to show them in, the keys are listed where they can be changed.
    "loupe.showKeys": () =>
      panels.active === null
        ? vscode.commands.executeCommand("workbench.action.openGlobalKeybindings", `@ext:${extension.id}`)
        : panels.active.act("showKeys"),
  };
}
