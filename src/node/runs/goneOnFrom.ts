import { relative } from "node:path";
import { metricsSeriesOf } from "./metricsSets.js";
import type { DumpFolder, MetricsSet, Run, Step } from "./run.js";

/** A run goes on from one run, which may have gone on from another; a circle of them is a mistake somewhere. */
const longestChain = 50;

const stageOf = (run: Run, { stage }: Pick<DumpFolder, "stage">): string =>
  stage === null ? "" : relative(run.path, stage.folder);

/** The run that a run went on from, where it is here too. */
function before(run: Run, byId: ReadonlyMap<string, Run>): Run | null {
  const id = run.launch?.resumedFrom ?? null;
  const found = id === null ? undefined : byId.get(id);
  return found === undefined || found === run ? null : found;
}

/** The first step that a run made itself in each stage: what it validated before training was made by the run before. */
function firstSteps(run: Run): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const phase of ["training", "validation"] as const)
    for (const folder of run.folders.filter(one => one.phase === phase)) {
      const stage = stageOf(run, folder);
      if (phase === "validation" && first.has(stage)) continue;
      const lowest = Math.min(...folder.steps.map(({ step }) => step)) + (phase === "validation" ? 1 : 0);
      if (Number.isFinite(lowest)) first.set(stage, lowest);
    }
  return first;
}

/** A run with the steps behind the checkpoint that another one went on from marked as those of a dead branch. */
function leftBehind(run: Run, later: Run): Run {
  const first = firstSteps(later);
  const marked = (folder: DumpFolder): DumpFolder => {
    const from = first.get(stageOf(run, folder)) ?? Infinity;
    const mark = (step: Step): Step =>
      step.staleBy === null && step.step >= from ? { ...step, staleBy: "other-run" } : step;
    return folder.steps.some(({ step }) => step >= from) ? { ...folder, steps: folder.steps.map(mark) } : folder;
  };
  return { ...run, folders: run.folders.map(marked) };
}

/** What a set's curves are of, as every run of a chain names it. */
const seriesOf = (run: Run, { files: [first] }: MetricsSet): string =>
  first === undefined ? "" : metricsSeriesOf(first).slice(run.path.length);

/** The same metrics of the runs before one, the first run first. */
function earlierFiles(run: Run, set: MetricsSet, byId: ReadonlyMap<string, Run>): MetricsSet["files"] {
  const files: MetricsSet["files"][number][] = [];
  const series = seriesOf(run, set);
  let at = before(run, byId);
  for (let i = 0; at !== null && at !== run && i < longestChain; i++) {
    const own = at;
    const same = own.metrics.find(one => seriesOf(own, one) === series);
    files.unshift(...(same?.files ?? []));
    at = before(own, byId);
  }
  return files;
}

/**
 * Runs that went on from another's checkpoint, joined with it: the steps that the other made behind that checkpoint are of
 * a dead branch, and its metrics stand before those of the run that went on.
 */
export function goneOnFrom(runs: readonly Run[]): readonly Run[] {
  const byId = new Map(runs.flatMap(run => (run.launch === null ? [] : [[run.launch.runId, run] as const])));
  if (byId.size < 2) return runs;
  const later = new Map<Run, Run[]>();
  for (const run of runs) {
    const earlier = before(run, byId);
    if (earlier !== null) later.set(earlier, [...(later.get(earlier) ?? []), run]);
  }
  return runs.map(run => {
    const metrics = run.metrics.map(set => ({ ...set, earlier: earlierFiles(run, set, byId) }));
    return (later.get(run) ?? []).reduce(leftBehind, { ...run, metrics });
  });
}
