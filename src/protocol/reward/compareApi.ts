import * as z from "zod";
import type { Box } from "../../core/page/box.js";
import type { Outcome } from "../../core/rollout/outcome.js";
import type { PageView } from "../rolloutView.js";
import type { RolloutRef } from "../rolloutRef.js";
import type { Interval } from "./interval.js";
import { rolloutSetSchema, type RolloutSet } from "./rolloutSet.js";

const outcome = z.enum(["correct", "wrong", "unparsed"]);
const sides = z.array(rolloutSetSchema).min(2).max(8);

export const compareSchemas = {
  /** `left` and `right` are indexes into `sides`: what the matrix is between. */
  compare: z.object({ sides, left: z.number().int().nonnegative(), right: z.number().int().nonnegative() }),
  compareQuestions: z.object({
    sides,
    left: z.number().int().nonnegative(),
    right: z.number().int().nonnegative(),
    cell: z.object({ from: outcome, to: outcome }).nullable(),
    taskKind: z.string().nullable(),
    /** Largest change first. `unpaired` lists what only one side has. */
    sort: z.enum(["reward", "iou", "advantage", "unpaired"]),
    offset: z.number().int().nonnegative(),
    count: z.number().int().positive().max(200),
  }),
  compareQuestion: z.object({ sides, question: z.string() }),
  heatMap: z.object({
    sides,
    /** Boxes of one question's page; null: of all pages, in shares of the page. */
    question: z.string().nullable(),
    outcome: z.enum(["correct", "wrong", "all"]),
    columns: z.number().int().min(4).max(64),
  }),
} as const;
type Params<K extends keyof typeof compareSchemas> = z.infer<(typeof compareSchemas)[K]>;

/** Table 6 of the paper, for one side and one task kind (null: all). Intervals over questions. */
export interface ZoomStatistics {
  readonly side: number;
  readonly taskKind: string | null;
  readonly rollouts: number;
  readonly questions: number;
  readonly accuracy: Interval;
  readonly calls: Interval;
  readonly meanIou: Interval;
  readonly firstIou: Interval;
  readonly secondIou: Interval;
  readonly found: Interval;
  readonly score: Interval;
  readonly unparsed: number;
  /** Good box (mean IoU ≥ 0.5) or bad, answer right or wrong. */
  readonly quadrants: {
    readonly goodRight: number;
    readonly goodWrong: number;
    readonly badRight: number;
    readonly badWrong: number;
  };
}

/** Right, wrong, unparsed at left (rows) and right (columns), over paired questions with one outcome a side. */
export type TransitionMatrix = readonly (readonly number[])[];

export interface Transition {
  readonly taskKind: string | null;
  readonly pairs: number;
  readonly matrix: TransitionMatrix;
  readonly mcnemar: { readonly b: number; readonly c: number; readonly p: number | null };
  /** Right minus left, in accuracy. */
  readonly difference: Interval;
}

export interface Comparison {
  readonly sides: readonly (RolloutSet & { readonly name: string; readonly rollouts: number })[];
  readonly left: number;
  readonly right: number;
  readonly pairs: number;
  readonly unpairedLeft: number;
  readonly unpairedRight: number;
  /** False where pairs are fewer than 20 or under half of either side: then nothing is compared as paired. */
  readonly isPaired: boolean;
  /** All task kinds together (null) first, then each. Empty when not paired. */
  readonly transitions: readonly Transition[];
  readonly statistics: readonly ZoomStatistics[];
  readonly taskKinds: readonly string[];
}

/** One question on both sides. Several rollouts a side are its mean, and the median one is shown. */
export interface ComparedQuestion {
  /** Key of the question: what `compareQuestion` takes. */
  readonly key: string;
  readonly name: string;
  readonly taskKind: string | null;
  readonly left: ComparedSide | null;
  readonly right: ComparedSide | null;
}

export interface ComparedSide {
  readonly ref: RolloutRef;
  readonly outcome: Outcome;
  readonly score: number | null;
  readonly meanIou: number | null;
  readonly ious: readonly number[];
  readonly advantage: number | null;
  readonly rollouts: number;
  readonly right: number;
  readonly wrong: number;
  readonly unparsed: number;
}

/** One question with everything that the panes draw. */
export interface QuestionPanes {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly expected: string | null;
  readonly page: PageView;
  readonly targets: readonly Box[] | null;
  /** One a side, null where the side does not have the question. */
  readonly panes: readonly (
    | (ComparedSide & {
        readonly step: number | null;
        readonly answer: string | null;
        readonly calls: readonly {
          readonly executed: Box | null;
          readonly requested: Box | null;
          readonly iou: number | null;
          readonly isRefused: boolean;
        }[];
      })
    | null
  )[];
}

export type CompareApi = {
  compare(params: Params<"compare">): Promise<Comparison>;
  compareQuestions(
    params: Params<"compareQuestions">,
  ): Promise<{ readonly total: number; readonly rows: readonly ComparedQuestion[] }>;
  compareQuestion(params: Params<"compareQuestion">): Promise<QuestionPanes | null>;
  /** Per side a grid of counts, row by row, over the page from its top left. */
  heatMap(
    params: Params<"heatMap">,
  ): Promise<readonly { readonly boxes: number; readonly counts: readonly number[] }[]>;
};
