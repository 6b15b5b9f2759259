import * as vscode from "vscode";
import { viewActions, type ViewAction } from "../../protocol/viewApi.js";
import type { ShowFailure } from "../showFailure.js";
import { t } from "../t.js";
import type { CommandHandler, CommandHandlers } from "./commandHandlers.js";
import { commandIds } from "./commandIds.js";

/**
 * Registers the whole table, and a command for each action of the view. A handler that throws or rejects is shown and
 * logged, never lost.
 */
export function registerCommands(
  handlers: CommandHandlers,
  act: (action: ViewAction) => void,
  showFailure: ShowFailure,
): vscode.Disposable {
  const register = (id: string, handler: CommandHandler) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        await handler(...args);
      } catch (error) {
        showFailure(t("The command could not be carried out."), error);
      }
    });
  return vscode.Disposable.from(
    ...commandIds.map(id => register(id, handlers[id])),
    ...viewActions.map(action => register(`loupe.view.${action}`, () => act(action))),
  );
}
