import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RunList } from "../runs/buildRuns.js";
import { setOfRow } from "./setOfRow.js";
import { setSteps } from "./setSteps.js";

/** A look at one rollout must not read a file of a hundred thousand: those are audited when somebody asks for it. */
const mostRollouts = 16_384;

/** The step whose rollouts the reward pane of a row is made from; null for rows of no run, and where there are too many. */
export function paneSetOf(list: RunList, ref: RolloutRef): RolloutSet | null {
  const set = setOfRow(list, ref);
  const run = list.runs.find(({ path }) => path === set?.run);
  if (set === null || run === undefined) return null;
  const parts = setSteps(run, set).flatMap(step => step.parts);
  const rollouts = parts.reduce((sum, { file, rows }) => sum + (rows?.length ?? file.columns.count), 0);
  return rollouts <= mostRollouts ? set : null;
}
