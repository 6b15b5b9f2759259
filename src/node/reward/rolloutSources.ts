import { relative } from "node:path";
import type { RolloutSource } from "../../protocol/reward/rolloutSet.js";
import type { RunList } from "../runs/buildRuns.js";
import type { Run, Step } from "../runs/run.js";
import { setSteps } from "./setSteps.js";

const rowsIn = (steps: readonly Step[]) =>
  steps.reduce(
    (sum, { parts }) => sum + parts.reduce((n, { file, rows }) => n + (rows?.length ?? file.columns.count), 0),
    0,
  );

function sourcesOf(run: Run): readonly RolloutSource[] {
  const named = (folder: string) => `${run.name}/${relative(run.path, folder)}`;
  const dumps = run.folders.map(({ path, phase }): RolloutSource => {
    const isAlone = run.folders.filter(one => one.phase === phase).length === 1;
    const set = { run: run.path, phase, folder: path, from: null, to: null };
    const steps = setSteps(run, set);
    return {
      run: run.path,
      name: isAlone ? run.name : named(path),
      phase,
      folder: isAlone ? null : path,
      steps: [...new Set(steps.map(({ step }) => step))],
      rollouts: rowsIn(steps),
    };
  });
  const files = run.stepless.map(({ path, columns }): RolloutSource => ({
    run: run.path,
    name: named(path),
    phase: "training",
    folder: path,
    steps: [],
    rollouts: columns.count,
  }));
  return [...dumps, ...files];
}

/** Everything that sets of rollouts can be chosen from. */
export function rolloutSources({ runs }: RunList): readonly RolloutSource[] {
  return runs.flatMap(sourcesOf);
}
