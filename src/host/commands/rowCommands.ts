import * as vscode from "vscode";
import { openLine } from "../openLine.js";
import { t } from "../t.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { CommandHandlers } from "./commandHandlers.js";
import type { CommandServices } from "./commandServices.js";
import { targetRow, type TargetRow } from "./targetRow.js";

type RowCommand =
  | "loupe.openRollout"
  | "loupe.openToSide"
  | "loupe.revealInTree"
  | "loupe.copyReference"
  | "loupe.openLine"
  | "loupe.showRawRow"
  | "loupe.showTrajectoryText"
  | "loupe.chooseSpace";

/** Commands about one row. Without a row they do nothing but say so. */
export function rowCommands(services: CommandServices): CommandHandlers<RowCommand> {
  const { panels, runsView, documents, worker, viewServices, focus } = services;
  const onRow = (act: (row: TargetRow) => Promise<unknown>) => async (argument: unknown) => {
    const row = await targetRow(services, argument);
    if (row !== null) await act(row);
    else vscode.window.setStatusBarMessage(t("No rollout is selected."), 4000);
  };
  return {
    "loupe.openRollout": onRow(({ ref, call }) => panels.open(ref, { call })),
    "loupe.openToSide": onRow(({ ref, call }) => panels.open(ref, { call, toSide: true })),
    "loupe.revealInTree": onRow(({ ref, call }) => runsView.reveal(ref, call, true)),
    "loupe.copyReference": onRow(({ ref }) => copyReference(ref)),
    "loupe.openLine": onRow(({ ref }) => openLine(ref, worker, documents)),
    "loupe.showRawRow": onRow(({ ref }) => documents.show("json", ref)),
    "loupe.showTrajectoryText": onRow(({ ref }) => documents.show("trajectory", ref)),
    "loupe.chooseSpace": async () => {
      const row = panels.active?.row;
      if (row?.kind !== "rollout") return;
      await focus.settled(true);
      viewServices.chooseSpace(row.run.id);
    },
  };
}

/** As `loupe show` takes it: the file, then the row from 0. */
async function copyReference({ file, row }: RolloutRef): Promise<void> {
  const quoted = /[^\w./\\:-]/.test(file) ? `"${file}"` : file;
  await vscode.env.clipboard.writeText(`${quoted} ${row}`);
  vscode.window.setStatusBarMessage(t("Copied, as “loupe show” takes it: {0} {1}", quoted, row), 4000);
}
