import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { RolloutRef } from "../../protocol/rolloutRef.js";
import type { RunList } from "../runs/buildRuns.js";
import type { Run } from "../runs/run.js";

function setIn(run: Run, { file, row }: RolloutRef): RolloutSet | null {
  if (run.stepless.some(({ path }) => path === file))
    return { run: run.path, phase: "training", folder: file, from: null, to: null };
  for (const { path, phase, steps } of run.folders)
    for (const { step, parts } of steps) {
      const holds = parts.some(part => part.file.path === file && (part.rows === null || part.rows.includes(row)));
      if (holds) return { run: run.path, phase, folder: path, from: step, to: step };
    }
  return null;
}

/** The step that a row stands in, as a set: with it, the row's group and its batch. Null for rows of no run. */
export function setOfRow({ runs }: RunList, ref: RolloutRef): RolloutSet | null {
  for (const run of runs) {
    const set = setIn(run, ref);
    if (set !== null) return set;
  }
  return null;
}
