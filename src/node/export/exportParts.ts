import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { OpenedRow, RolloutView } from "../../protocol/rolloutView.js";
import type { Rewards } from "../reward/rewards.js";
import { rolloutView, unreadableView } from "../runs/rolloutView.js";
import type { Runs } from "../runs/runs.js";
import type { ExportParts } from "./exportGroup.js";

/** What an export reads, of opened runs and their rewards. */
export function exportParts(runs: Runs, { whatIf }: Pick<Rewards, "whatIf">): ExportParts {
  const parts = runs.parts();
  return {
    whatIf,
    open: ref => runs.open({ ref }),
    isTurned: parts.settings()?.applyOrientation === true,
    member: (ref, group) => member(runs, ref, group),
  };
}

async function member(runs: Runs, ref: RolloutRef, group: RolloutView["group"]): Promise<OpenedRow> {
  const parts = runs.parts();
  const row = parts.row(ref.file, ref.row);
  if (row === undefined) return runs.open({ ref });
  const opened = await parts.opener.open(row);
  if (opened.kind !== "rollout") return unreadableView(row, opened);
  return rolloutView(row, opened, { run: null, step: null, group, betterSpace: null });
}
