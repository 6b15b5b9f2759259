import * as z from "zod";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import {
  positionKinds,
  type PositionKind,
  type QuestionRecord,
  type ReviewState,
} from "../../core/benchmark/questionRecord.js";
import { queueOrders, queueStates } from "../../core/benchmark/review/reviewQueue.js";
import type { ReviewerDecision, ReviewVerdict } from "../../core/benchmark/review/reviewerDecision.js";
import type { ReviewProgress } from "../../core/benchmark/review/reviewProgress.js";
import type { ReviewRate } from "../../core/benchmark/review/reviewRate.js";
import { questionEditSchema } from "../../core/benchmark/reviewEvent.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";

const text = z.string().max(200);

/** What a queue is made of; see `QueueFilter`. */
export const queueFilterSchema = z.object({
  task: z.enum(taskKinds).nullable(),
  generator: text.nullable(),
  position: z.enum(positionKinds).nullable(),
  check: text.nullable(),
  mostConfidence: z.number().min(0).max(1).nullable(),
  state: z.enum(queueStates).nullable(),
  order: z.enum(queueOrders),
});
export type ReviewFilter = z.infer<typeof queueFilterSchema>;

/** What the review view remembers across reloads. Untrusted when it comes back. */
export const reviewStateSchema = z.object({
  folder: z.string().max(4096),
  filter: queueFilterSchema,
  question: text.nullable(),
  shown: z.object({ targets: z.boolean(), marks: z.boolean(), segments: z.boolean() }),
});
export type ReviewViewState = z.infer<typeof reviewStateSchema>;

const mostEditCharacters = 400_000;
const edit = questionEditSchema.refine(
  value => JSON.stringify(value).length <= mostEditCharacters,
  "an edit is no longer than the question's page",
);

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const reviewHostSchemas = {
  ready: z.null(),
  queue: z.object({ filter: queueFilterSchema }),
  question: z.object({ id: text }),
  decide: z.object({
    id: text,
    decision: z.enum(["right", "wrong", "unsure", "skip", "flag"]),
    edit,
    reason: text.optional(),
    note: z.string().max(4000).optional(),
    seconds: z.number().min(0).max(1e7),
    filter: queueFilterSchema,
  }),
  undo: z.object({ filter: queueFilterSchema }),
  addMergeRule: z.null(),
  manageTrust: z.null(),
  openSettings: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof reviewHostSchemas> = z.infer<(typeof reviewHostSchemas)[K]>;
export type DecideParams = Params<"decide">;

/** A question in the queue. */
export interface QueueEntry {
  readonly id: string;
  readonly task: TaskKind;
  readonly page: string;
  /** Where it stands, as far as this reviewer may know. */
  readonly state: ReviewState;
  /** What this reviewer said of it. */
  readonly own: ReviewVerdict | "unsure" | "passed" | null;
  readonly isFlagged: boolean;
  /** A code of the rejection; null for other states. */
  readonly reason: string | null;
  readonly checks: number;
}

/** How far the review is, of the questions that the filter is about, whatever their state. */
export interface ShownProgress extends ReviewProgress {
  readonly rate: ReviewRate | null;
}

/** What filters can be set to, in this benchmark. */
export interface QueueFacets {
  readonly tasks: readonly TaskKind[];
  readonly generators: readonly string[];
  readonly positions: readonly PositionKind[];
  readonly checks: readonly string[];
  readonly hasConfidence: boolean;
}

export interface ReviewQueueView {
  readonly entries: readonly QueueEntry[];
  readonly progress: ShownProgress;
  readonly facets: QueueFacets;
}

/** What another reviewer, or this one, said. */
export type ShownDecision = Pick<
  ReviewerDecision,
  "reviewer" | "verdict" | "unsure" | "flagged" | "edit" | "reason" | "note"
>;

/** A question on the screen. */
export interface ShownQuestion {
  readonly question: QuestionRecord;
  readonly built: QuestionRecord;
  /** The page's record, and where its image is: a URI that the window may load; null where there is none. */
  readonly page: PageRecord | null;
  readonly uri: string | null;
  /** Which of the questions on its page it is, from 1, and how many there are. */
  readonly place: { readonly index: number; readonly of: number };
  readonly confidence: number | null;
  readonly own: ShownDecision | null;
  /** Empty while they are hidden. */
  readonly others: readonly ShownDecision[];
  /** True while other people's decisions are hidden, whether there are any or not. */
  readonly isBlind: boolean;
  /** Decisions about an earlier content of this question. */
  readonly stale: number;
}

/** What came of a decision. */
export interface Decided {
  readonly shown: ShownQuestion;
  readonly entry: QueueEntry;
  readonly progress: ShownProgress;
}

export interface ReviewInit {
  /** Every sentence of the view, in the person's language; see `reviewStrings.ts`, and `viewStrings.ts` for the page's. */
  readonly strings: Readonly<Record<string, string>>;
  readonly pageStrings: Readonly<Record<string, string>>;
  readonly applyOrientation: boolean;
  readonly bitmapBytes: number;
  readonly folder: string;
  readonly name: string;
  readonly reviewer: string;
  /** False in Restricted Mode: everything can be read and nothing decided. */
  readonly canWrite: boolean;
  /** A line in .gitattributes would let git merge two people's decisions. */
  readonly offersMerge: boolean;
  /** Lines of the benchmark's files that could not be read. */
  readonly damaged: number;
  /** Why there is nothing to review; null: there is. */
  readonly problem: "no-questions" | "unreadable" | null;
  readonly filter: ReviewFilter;
}

/** Served by the host, called by the webview. */
export type ReviewHostApi = {
  ready(params: Params<"ready">): Promise<ReviewInit>;
  queue(params: Params<"queue">): Promise<ReviewQueueView>;
  question(params: Params<"question">): Promise<ShownQuestion | null>;
  /** Writes a decision; the answer comes when it is on disk. */
  decide(params: Params<"decide">): Promise<Decided>;
  /** Takes back what this reviewer said last; null where there is nothing. */
  undo(params: Params<"undo">): Promise<Decided | null>;
  addMergeRule(params: Params<"addMergeRule">): Promise<void>;
  manageTrust(params: Params<"manageTrust">): Promise<void>;
  openSettings(params: Params<"openSettings">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview, called by the host. */
export type ReviewViewApi = {
  /** Another queue was asked for. */
  show(params: { readonly filter: ReviewFilter }): Promise<void>;
  /** Decisions were written elsewhere: entries that now stand otherwise. */
  changed(params: { readonly entries: readonly QueueEntry[] }): Promise<void>;
  /** The questions were built anew, or trust was given: everything is to be asked for again. */
  reload(params: null): Promise<void>;
};
