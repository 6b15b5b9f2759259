import * as z from "zod";
import type { UnpairedReason } from "../../core/compare/pairQuestions.js";
import type { TransitionMatrix } from "../../core/compare/transitionOf.js";
import type { ZoomStatistics } from "../../core/compare/zoomStatistics.js";
import type { Box } from "../../core/page/box.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { FileProblem } from "../fileProblem.js";
import type { PageView, RolloutView, TargetView } from "../rolloutView.js";
import type { RolloutRef } from "../rolloutRef.js";
import type { Interval } from "./interval.js";
import { rolloutSetSchema, type RolloutSet } from "./rolloutSet.js";

const outcome = z.enum(["correct", "wrong", "unparsed"]);
const sides = z.array(rolloutSetSchema).min(2).max(8);
/** Indexes into `sides`: what is compared with what. */
const between = { left: z.number().int().min(0).max(7), right: z.number().int().min(0).max(7) };

export const compareSchemas = {
  compare: z.object({ sides, ...between }),
  compareQuestions: z.object({
    sides,
    ...between,
    cell: z.object({ from: outcome, to: outcome }).nullable(),
    taskKind: z.string().nullable(),
    /** Largest change first. `unpaired` lists what only one side has, the left side's first. */
    sort: z.enum(["reward", "iou", "advantage", "unpaired"]),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(200),
  }),
  compareQuestion: z.object({ sides, question: z.string() }),
  questionCurve: z.object({ set: rolloutSetSchema, question: z.string() }),
  heatMap: z.object({
    sides,
    /** Whose boxes: one question's (a group, where the side is a step), those of all questions of its page, or all. */
    over: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("question"), question: z.string() }),
      z.object({ kind: z.literal("page"), question: z.string() }),
      z.object({ kind: z.literal("all") }),
    ]),
    outcome: z.enum(["correct", "wrong", "all"]),
    columns: z.number().int().min(4).max(64),
  }),
} as const;
type Params<K extends keyof typeof compareSchemas> = z.infer<(typeof compareSchemas)[K]>;

/** Table 6 of the paper, for one side and one task kind (null: all). */
export type SideStatistics = ZoomStatistics & { readonly side: number; readonly taskKind: string | null };

/** What became of paired questions; rows and columns of the matrix are right, wrong, unparsed. */
export interface Transition {
  /** Null: all task kinds together. */
  readonly taskKind: string | null;
  readonly pairs: number;
  readonly matrix: TransitionMatrix;
  /** Pairs of which one side's outcome is not known: not in the matrix. */
  readonly unknown: number;
  /** b: right at left alone; c: right at right alone. `adjusted` is Holm's p over the task kinds. */
  readonly mcnemar: { readonly b: number; readonly c: number; readonly p: number; readonly adjusted: number };
  /** Right minus left, in accuracy. */
  readonly difference: Interval;
}

/** Accuracy of two sides that are not compared as pairs. */
export interface UnpairedTransition {
  readonly taskKind: string | null;
  readonly leftQuestions: number;
  readonly rightQuestions: number;
  /** Right minus left, in accuracy. */
  readonly difference: Interval;
}

export interface ComparedSet extends RolloutSet {
  /** The run's, or the file's where it has no steps. */
  readonly name: string;
  readonly rollouts: number;
  readonly questions: number;
  /** Rows that could not be read as rollouts. */
  readonly unread: number;
}

export interface Comparison {
  readonly sides: readonly ComparedSet[];
  readonly left: number;
  readonly right: number;
  readonly pairs: number;
  readonly unpairedLeft: number;
  readonly unpairedRight: number;
  /** Why the two are not compared as pairs; null when they are. */
  readonly unpairedReason: UnpairedReason | null;
  /** All task kinds together (null) first, then each. Empty when not compared as pairs. */
  readonly transitions: readonly Transition[];
  /** The same in place of them, when not compared as pairs. */
  readonly differences: readonly UnpairedTransition[];
  /** By side; all task kinds together (null) first, then each that the side has. */
  readonly statistics: readonly SideStatistics[];
  readonly taskKinds: readonly string[];
}

/** One question on both sides. */
export interface ComparedQuestion {
  /** Key of the question: what `compareQuestion` takes. */
  readonly key: string;
  readonly name: string;
  readonly taskKind: string | null;
  readonly left: ComparedSide | null;
  readonly right: ComparedSide | null;
}

/** A question's rollouts on one side. Several are their mean, and the median one is shown. */
export interface ComparedSide {
  /** One outcome for all, by majority (half right is not right): what the matrix counts. */
  readonly outcome: Outcome;
  readonly rollouts: number;
  readonly right: number;
  readonly wrong: number;
  readonly unparsed: number;
  /** Mean logged score, over rollouts that have one; mean IoU over their zoom calls. */
  readonly score: number | null;
  readonly meanIou: number | null;
  readonly shown: ShownRollout;
}

/** The rollout of the median score. */
export interface ShownRollout {
  readonly ref: RolloutRef;
  readonly step: number | null;
  /** From 1, in its group. */
  readonly number: number;
  readonly outcome: Outcome;
  readonly score: number | null;
  readonly ious: readonly number[];
  /** Of the logged score, by `grpo`; null in a group of one, where nothing is relative. */
  readonly advantage: number | null;
}

/** One question with everything that the panes draw. Boxes in pixels of `page`. */
export interface QuestionPanes {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  readonly expected: string | null;
  readonly taskKind: string | null;
  readonly page: PageView;
  readonly targets: readonly TargetView[] | null;
  readonly marks: RolloutView["marks"];
  /** One a side, null where the side does not have the question. */
  readonly panes: readonly (QuestionPane | null)[];
}

export interface QuestionPane extends ComparedSide {
  readonly answer: string | null;
  readonly calls: readonly PaneCall[];
  /** Why the shown rollout cannot be read now: then it has neither answer nor calls. */
  readonly problem: FileProblem | null;
}

export interface PaneCall {
  readonly executed: Box | null;
  readonly requested: Box | null;
  readonly iou: number | null;
  readonly isRefused: boolean;
}

/** One question at one step: means over its rollouts, null where there is nothing to take a mean of. */
export interface QuestionPoint {
  readonly step: number | null;
  readonly rollouts: number;
  readonly right: number;
  readonly score: number | null;
  readonly meanIou: number | null;
  readonly firstIou: number | null;
  readonly secondIou: number | null;
}

/** Per side a grid over the page, row by row from its top left; each box counts in a cell by the share that it covers. */
export interface SideHeatMaps {
  readonly columns: number;
  readonly rows: number;
  readonly sides: readonly {
    /** Rollouts that were looked at, executed boxes laid on the grid, and calls without one. */
    readonly rollouts: number;
    readonly boxes: number;
    readonly left: number;
    readonly counts: readonly number[];
  }[];
}

export type CompareApi = {
  compare(params: Params<"compare">): Promise<Comparison>;
  compareQuestions(
    params: Params<"compareQuestions">,
  ): Promise<{ readonly total: number; readonly rows: readonly ComparedQuestion[] }>;
  /** Null when no side has the question. */
  compareQuestion(params: Params<"compareQuestion">): Promise<QuestionPanes | null>;
  /** One question over the steps of a set, ascending; empty when the set does not have it. */
  questionCurve(params: Params<"questionCurve">): Promise<readonly QuestionPoint[]>;
  heatMap(params: Params<"heatMap">): Promise<SideHeatMaps>;
};
