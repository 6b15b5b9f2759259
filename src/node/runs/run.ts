import type { Phase, StaleReason } from "../../protocol/treeNode.js";
import type { IndexedFile } from "../index/indexedFile.js";

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
  readonly phase: Phase;
  readonly steps: readonly Step[];
}

/** One training: one folder. */
export interface Run {
  readonly path: string;
  readonly root: string;
  readonly name: string;
  readonly folders: readonly DumpFolder[];
  readonly metrics: readonly IndexedFile[];
  /** Rollouts without steps: predictions, evaluation results. */
  readonly stepless: readonly IndexedFile[];
  readonly unread: readonly IndexedFile[];
  /** Both kinds of dumps were written into one folder and overwrite each other (formats 1.1). */
  readonly mixedPhases: boolean;
}
