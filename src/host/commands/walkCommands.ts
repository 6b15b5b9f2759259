import * as vscode from "vscode";
import { t } from "../t.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow } from "./targetRow.js";

type WalkCommand = "loupe.next" | "loupe.previous" | "loupe.nextInGroup" | "loupe.previousInGroup";

/** Commands that go from one row to the next, as the tree sorts and filters them. */
export function walkCommands(services: CommandServices): CommandHandlers<WalkCommand> {
  const { panels, runsView, viewServices } = services;
  const walk = (direction: 1 | -1, within: "group" | "list") => async () => {
    const row = await targetRow(services, undefined);
    if (row === null) return;
    const next = await viewServices.neighbour(row.ref, direction, within);
    if (next === null) {
      vscode.window.setStatusBarMessage(endWords(direction, within), 3000);
      return;
    }
    if (panels.active === null) await panels.open(next);
    else await panels.active.show(next);
    await runsView.reveal(next, null);
  };
  return {
    "loupe.next": walk(1, "list"),
    "loupe.previous": walk(-1, "list"),
    "loupe.nextInGroup": walk(1, "group"),
    "loupe.previousInGroup": walk(-1, "group"),
  };
}

function endWords(direction: 1 | -1, within: "group" | "list"): string {
  if (within === "group")
    return direction === 1 ? t("This is the last rollout of the group.") : t("This is the first rollout of the group.");
  return direction === 1 ? t("This is the last rollout of the list.") : t("This is the first rollout of the list.");
}
