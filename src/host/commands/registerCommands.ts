import * as vscode from "vscode";
import { commandIds } from "./commandIds.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";

/** Registers the whole table. A handler that throws or rejects is shown and logged, never lost. */
export function registerCommands(handlers: CommandHandlers, showFailure: ShowFailure): vscode.Disposable {
  const registered = commandIds.map(id =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handlers[id](...args);
      } catch (error) {
        showFailure(t("The command could not be carried out."), error);
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
