import { dirname } from "node:path";
import type { IndexedFile } from "../index/indexedFile.js";
import type { RunList } from "./buildRuns.js";
import type { Run, Step } from "./run.js";

/** A step, or a file of rollouts that has none, with the run it belongs to. */
export interface ListedStep {
  /** The run's folder. */
  readonly run: string;
  /** For a file without steps; `step` then holds all of its rows, and neither its number nor its phase means anything. */
  readonly stepless: IndexedFile | null;
  readonly step: Step;
  /** The same step was written again further on, after a resume. */
  readonly isRepeated: boolean;
}

function ofFile(run: string, file: IndexedFile): ListedStep {
  const parts = [{ file, rows: null }];
  const folder = dirname(file.path);
  const step: Step = { folder, phase: "training", step: Number.NaN, segment: 0, staleBy: null, parts };
  return { run, stepless: file, step, isRepeated: false };
}

function ofRun({ path, folders, stepless }: Run): readonly ListedStep[] {
  const steps = folders.flatMap(({ steps: newestFirst }) =>
    newestFirst.toReversed().map((step, i, oldestFirst) => {
      // Steps of equal number stand side by side, the latest segment last.
      const isRepeated = oldestFirst[i + 1]?.step === step.step;
      return { run: path, stepless: null, step, isRepeated };
    }),
  );
  return [...steps, ...stepless.map(file => ofFile(path, file))];
}

/** Every step of every run, the oldest first, and the files without steps after them. */
export function listedSteps({ runs }: RunList): readonly ListedStep[] {
  return runs.flatMap(ofRun);
}
