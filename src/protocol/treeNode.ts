import type { Remarks } from "../core/notes/noteBook.js";
import type { FlatReason } from "../core/rollout/flatReason.js";
import type { LoggedNumber } from "../core/rollout/loggedNumber.js";
import type { Outcome } from "../core/rollout/outcome.js";
import type { RefusalRule } from "../core/rollout/placedCall.js";
import type { CutReason } from "../core/rollout/trajectory.js";
import type { Alarm } from "./reward/curvesApi.js";
import type { RolloutRef } from "./rolloutRef.js";
import type { MiniatureLook } from "./simulate/miniatureLook.js";
import type { FileProblem } from "./fileProblem.js";

/** A mean that names its denominator: over `n` values, with `left` rows that had none. Null when `n` is 0. */
export interface Mean {
  readonly value: number | null;
  readonly n: number;
  readonly left: number;
}

export type Phase = "training" | "validation";

/**
 * Why a step is of a dead branch, which the training did not go on from: its file is older than that of a lower step; the
 * same file goes back to it or before it; the file on the host was replaced, and the pull kept what was there before; or
 * another run went on from an earlier checkpoint.
 */
export type StaleReason = "older-file" | "repeated" | "replaced" | "other-run";

interface NodeBase {
  /** Stable across refreshes and reloads. */
  readonly id: string;
  readonly parent: string | null;
  readonly hasChildren: boolean;
}

export interface RunNode extends NodeBase {
  readonly kind: "run";
  readonly name: string;
  readonly path: string;
  readonly steps: number;
  readonly latestStep: number | null;
  /** What is wrong with the run's loupe.json and its datasets; the rest of them is used. */
  readonly problems: readonly FileProblem[];
  /** Some file of the run is being written or indexed right now. */
  readonly isReading: boolean;
  /** Training and validation dumps name the same folder and overwrite each other (formats.md 1.1). */
  readonly mixedPhases: boolean;
  /** What its folder says of its launch; null: it was not launched by us. */
  readonly launch: LaunchLook | null;
  /** What one should know of the run and is no fault: rewards that fit no rollout. */
  readonly notes: readonly FileProblem[];
  /** Alarms that fire, where somebody asked for them; the window lays them over what the worker says. */
  readonly alarms?: readonly Alarm[];
  /** That it is a miniature, of which the window knows more than the worker; laid over too. */
  readonly miniature?: MiniatureLook;
}

/** A launched run in a few words. */
export interface LaunchLook {
  /** The run's row in Tables 5 to 8; where none was named, its method. */
  readonly arm: string | null;
  readonly strategy: string | null;
  readonly host: string | null;
  /** The latest stage that has rollouts, from 1; null in a run without stages. */
  readonly stage: { readonly name: string; readonly number: number; readonly of: number } | null;
  /** Id of the run whose checkpoint it went on from. */
  readonly resumedFrom: string | null;
}

/** One stage of a launched run: steps are counted anew in each. */
export interface StageNode extends NodeBase {
  readonly kind: "stage";
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly of: number;
  readonly latestStep: number | null;
  /** As planned; null: the trainer decides. */
  readonly plannedSteps: number | null;
}

/** The heading over the checkpoints of a run or of a stage. */
export interface CheckpointsNode extends NodeBase {
  readonly kind: "checkpoints";
  readonly checkpoints: number;
  /** How many of them are not here, or not whole. */
  readonly onHost: number;
  readonly host: string | null;
}

export interface CheckpointNode extends NodeBase {
  readonly kind: "checkpoint";
  /** E.g. `global_step_40`. */
  readonly name: string;
  readonly step: number;
  /** Absolute; of a checkpoint that is not here, where it would be. */
  readonly path: string;
  readonly isHere: boolean;
  /** Null where there are too many files to look at. */
  readonly bytesHere: number | null;
  readonly bytesOnHost: number;
  readonly host: string | null;
}

export interface PhaseNode extends NodeBase {
  readonly kind: "phase";
  readonly phase: Phase;
  /** The dumps' folder, relative to the run, where the run has several of this phase; else null. */
  readonly folder: string | null;
  readonly steps: number;
}

export interface StepNode extends NodeBase {
  readonly kind: "step";
  readonly phase: Phase;
  readonly step: number;
  readonly rollouts: number;
  readonly groups: number;
  readonly flatGroups: number;
  readonly meanScore: Mean;
  /** From the accuracy column, or from details once they are computed; null while unknown. */
  readonly accuracy: { readonly right: number; readonly known: number; readonly unknown: number } | null;
  readonly callsPerRollout: Mean;
  readonly malformed: number;
  readonly isBeingWritten: boolean;
  /** Why it is left over from before a resume; null: it is not. */
  readonly staleBy: StaleReason | null;
  /** How many of its rollouts pass the active filters; null without filters or while they are being computed. */
  readonly passing: number | null;
}

export interface GroupNode extends NodeBase {
  readonly kind: "group";
  readonly questionId: string | null;
  readonly question: string;
  readonly rollouts: number;
  readonly right: number | null;
  /** Rollouts whose outcome is known. */
  readonly known: number;
  /** Sample standard deviation of the logged scores; null for fewer than two. */
  readonly spread: number | null;
  readonly flat: FlatReason | null;
  readonly passing: number | null;
  /** On the golden list. */
  readonly isGolden?: true;
}

export interface RolloutNode extends NodeBase {
  readonly kind: "rollout";
  readonly ref: RolloutRef;
  /** From 1, in file order within the group. */
  readonly number: number;
  /** In one line, for rollouts that stand in a file and not in a group, which would name it; else null. */
  readonly question: string | null;
  readonly score: LoggedNumber;
  readonly outcome: Outcome | null;
  readonly meanIou: number | null;
  /** Zoom calls; null while unknown. */
  readonly calls: number | null;
  readonly cut: CutReason | null;
  /** What people said of it; left out: nothing. */
  readonly remarks?: Remarks;
}

/** A row that is no rollout: kept, shown and counted. */
export interface MalformedNode extends NodeBase {
  readonly kind: "malformed";
  readonly ref: RolloutRef;
  readonly byteOffset: number;
  readonly reason: FileProblem;
}

/** Says how many malformed rows are not listed: a broken file may hold millions. */
export interface MoreNode extends NodeBase {
  readonly kind: "more";
  readonly malformed: number;
}

export interface ZoomCallNode extends NodeBase {
  readonly kind: "zoomCall";
  readonly ref: RolloutRef;
  /** Index among the rollout's zoom calls, from 0. */
  readonly call: number;
  readonly label: string | null;
  readonly iou: number | null;
  readonly refusedBy: RefusalRule | null;
}

export interface MetricsNode extends NodeBase {
  readonly kind: "metrics";
  /** The first of its files that is the run's own. */
  readonly file: string;
  /** The name of that file, where the run has several curves beside each other. */
  readonly name: string | null;
  /** Files of it, each of one start of the trainer; those of runs before included. */
  readonly files: number;
  readonly rows: number;
  readonly latestStep: number | null;
  readonly isBeingWritten: boolean;
}

/** A file of rollouts without steps (predictions, evaluation results), or one that is listed and not read. */
export interface FileNode extends NodeBase {
  readonly kind: "file";
  readonly path: string;
  readonly name: string;
  readonly format: string | null;
  readonly rows: number;
  readonly malformed: number;
  readonly problem: FileProblem | null;
  readonly isBeingWritten: boolean;
  readonly passing: number | null;
}

/** The heading over files that are listed and not read. */
export interface UnreadNode extends NodeBase {
  readonly kind: "unread";
  readonly files: number;
}

export type TreeNode =
  | RunNode
  | StageNode
  | CheckpointsNode
  | CheckpointNode
  | PhaseNode
  | StepNode
  | GroupNode
  | RolloutNode
  | MalformedNode
  | MoreNode
  | ZoomCallNode
  | MetricsNode
  | FileNode
  | UnreadNode;
