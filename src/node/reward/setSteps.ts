import { dirname } from "node:path";
import type { RolloutSet } from "../../protocol/reward/rolloutSet.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { DumpFolder, Run, Step } from "../runs/run.js";

/** The steps of a folder, the oldest first: neither dead branches nor steps that were written again further on. */
function livingSteps({ steps }: DumpFolder): readonly Step[] {
  const oldestFirst = steps.toReversed().filter(({ staleBy }) => staleBy === null);
  return oldestFirst.filter((step, i) => oldestFirst[i + 1]?.step !== step.step);
}

/** A file without steps as one step without a number. */
const steplessStep = (file: IndexedFile): Step => ({
  folder: dirname(file.path),
  phase: "training",
  step: Number.NaN,
  segment: 0,
  staleBy: null,
  parts: [{ file, rows: null }],
});

/**
 * The steps of a set in file order. A set whose `folder` is a file of rollouts without steps is that file; a set without a
 * folder is every folder of its phase. Steps of equal number in several folders stand side by side.
 */
export function setSteps(run: Run, { phase, folder, from, to }: RolloutSet): readonly Step[] {
  const file = run.stepless.find(({ path }) => path === folder);
  if (file !== undefined) return [steplessStep(file)];
  const folders = run.folders.filter(one => one.phase === phase && (folder === null || one.path === folder));
  const steps = folders
    .flatMap(livingSteps)
    .filter(({ step }) => (from === null || step >= from) && (to === null || step <= to));
  return steps.sort((a, b) => a.step - b.step);
}
