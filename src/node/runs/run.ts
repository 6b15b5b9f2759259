import type { Phase, StaleReason } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { LaunchedRun, LaunchedStage } from "./launchedRun.js";

/** Rows of one step in one file; `rows` null means all of them. */
export interface StepPart {
  readonly file: IndexedFile;
  readonly rows: Uint32Array | null;
}

/** One step of one folder of dumps. A step has one part, unless a trainer sharded it over files. */
export interface Step {
  readonly folder: string;
  readonly phase: Phase;
  readonly step: number;
  /** Rises where steps were written again; below 0 in parts that a pull kept. */
  readonly segment: number;
  /** Why its rollouts belong to a dead branch: they are kept and shown, and no part of any figure; null: they are alive. */
  readonly staleBy: StaleReason | null;
  readonly parts: readonly StepPart[];
}

/** A folder of dumps with steps, newest step first. */
export interface DumpFolder {
  readonly path: string;
  /** Null in a run without stages. */
  readonly stage: LaunchedStage | null;
  readonly phase: Phase;
  readonly steps: readonly Step[];
}

/** Metrics files that make one set of curves, one start of the trainer after the other. */
export interface MetricsSet {
  /** Null in a run without stages. */
  readonly stage: LaunchedStage | null;
  /** Of this run, the first start first; at least one. */
  readonly files: readonly IndexedFile[];
  /** Those of the runs whose checkpoints this one went on from, which stand before. */
  readonly earlier: readonly IndexedFile[];
}

/** Files of the trainer's own JSONL: one for each process of the reward function. */
export interface RewardFiles {
  /** Null in a run without stages. */
  readonly stage: LaunchedStage | null;
  readonly files: readonly IndexedFile[];
}

/** One training: one folder. */
export interface Run {
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly folders: readonly DumpFolder[];
  /** What the folder says of its launch; null: it was not launched by us, or does not say. */
  readonly launch: LaunchedRun | null;
  readonly metrics: readonly MetricsSet[];
  /** One for each stage that has some. */
  readonly rewards: readonly RewardFiles[];
  /** Rollouts without steps: predictions, evaluation results. */
  readonly stepless: readonly IndexedFile[];
  readonly unread: readonly IndexedFile[];
  /** Files whose rows stand in others of the run too, so that they are no part of any list or figure. */
  readonly repeats: readonly IndexedFile[];
  /** Both kinds of dumps were written into one folder and overwrite each other (formats 1.1). */
  readonly mixedPhases: boolean;
}
