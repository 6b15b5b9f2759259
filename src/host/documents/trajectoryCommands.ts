import * as vscode from "vscode";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow } from "../../protocol/rolloutView.js";
import type { CommandHandlers } from "../commands/commandHandlers.js";
import type { CommandServices } from "../commands/commandServices.js";
import { targetRow } from "../commands/targetRow.js";
import { t } from "../t.js";
import { bestOfGroup } from "./bestOfGroup.js";

type TrajectoryCommand =
  "loupe.selectTrajectory" | "loupe.compareWithSelectedTrajectory" | "loupe.compareWithBestOfGroup";

const statusMilliseconds = 4000;
const tell = (text: string) => void vscode.window.setStatusBarMessage(text, statusMilliseconds);

/** A row in few words: its step where it has one, else its file; then its number, as `loupe show` takes it. */
function nameOf(row: OpenedRow): string {
  const step = row.kind === "rollout" ? row.step : null;
  if (step !== null) return t("step {0}, row {1}", step, row.ref.row);
  const file = row.ref.file.replace(/^.*[/\\]/, "");
  return t("{0}, row {1}", file, row.ref.row);
}

/** Commands that lay two trajectories side by side as texts. The one that was selected is kept while the window is open. */
export function trajectoryCommands(services: CommandServices): CommandHandlers<TrajectoryCommand> {
  const { worker, documents, keys } = services;
  let selected: RolloutRef | null = null;
  const open = async (ref: RolloutRef) => (await worker.api()).open({ ref });
  const diff = async (left: RolloutRef, right: RolloutRef) => {
    const [a, b] = await Promise.all([open(left), open(right)]);
    await documents.diff("trajectory", left, right, t("{0} ↔ {1}", nameOf(a), nameOf(b)));
  };
  const onRow = (act: (ref: RolloutRef) => Promise<void>) => async (argument: unknown) => {
    const row = await targetRow(services, argument);
    if (row !== null) await act(row.ref);
    else tell(t("No rollout is selected."));
  };
  return {
    "loupe.selectTrajectory": onRow(async ref => {
      selected = ref;
      keys.set("loupe.hasSelectedTrajectory", true);
      tell(t("Selected to be compared: {0}", nameOf(await open(ref))));
    }),
    "loupe.compareWithSelectedTrajectory": onRow(async ref => {
      if (selected !== null) await diff(selected, ref);
      else tell(t("Select a trajectory to compare with first."));
    }),
    "loupe.compareWithBestOfGroup": onRow(async ref => {
      const row = await open(ref);
      const best = row.kind === "rollout" ? bestOfGroup(row) : ({ kind: "none" } as const);
      if (best.kind === "other") await diff(ref, best.ref);
      else if (best.kind === "itself") tell(t("This is the best rollout of its group."));
      else tell(t("No rollout of this group has a score."));
    }),
  };
}
