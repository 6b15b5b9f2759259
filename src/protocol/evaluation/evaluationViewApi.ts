import * as z from "zod";
import type { MarkToDraw } from "../../core/benchmark/marks/markShape.js";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import type { Agreement } from "../../core/evaluation/agreement.js";
import { gradeOutcomes, type AnswerGrade, type GradeOutcome } from "../../core/evaluation/answerGrade.js";
import type { ResultTable } from "../../core/evaluation/tables/tableTypes.js";
import { tableKinds } from "../../core/evaluation/tables/tableKind.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";
import type { Box } from "../../core/page/box.js";

const folder = z.string().min(1).max(4096);
const id = z.string().min(1).max(400);

/** Which answers are listed: those of a cell of the table. `task` null: of all tasks. */
export const answerListSchema = z.strictObject({
  folder,
  task: z.enum(taskKinds).nullable(),
  /** Null: whatever they came to. */
  outcome: z.enum(gradeOutcomes).nullable(),
  /** Only those that no person has decided, in an order that says nothing of what they came to. */
  isBlind: z.boolean(),
});
export type AnswerListQuery = z.infer<typeof answerListSchema>;

export const tableQuerySchema = z.strictObject({
  kind: z.enum(tableKinds),
  /** Folder of the row that the others are compared with. */
  base: folder.nullable(),
  /** Folders that are left out of the table. */
  hidden: z.array(folder).max(1000),
  /** Null: all of them. */
  split: z.enum(splitNames).nullable(),
  /** What lies together: issues of a magazine, where they are known, or pages. */
  by: z.enum(["issue", "page"]),
  /** Task kinds that a model was trained on, by folder. */
  trained: z.record(folder, z.array(z.enum(taskKinds)).max(taskKinds.length).readonly()),
});
export type TableQuery = z.infer<typeof tableQuerySchema>;

/** What failures are shown of; with the default limits the gallery is one page. */
export const failureOutcomes = ["wrong", "unparsed", "truncated", "refused", "empty", "failed"] as const;
export type FailureOutcome = (typeof failureOutcomes)[number];

/** Which failures the gallery has: those of an evaluation that came to something, so many of each task kind. */
export const galleryQuerySchema = z.strictObject({
  folder,
  outcome: z.enum(failureOutcomes),
  most: z.int().min(1).max(400),
  /** Where more of a kind are wanted. */
  mostOf: z.partialRecord(z.enum(taskKinds), z.int().min(1).max(400)),
});
export type GalleryQuery = z.infer<typeof galleryQuerySchema>;

/** What a person decides about an answer; null takes the last decision back. */
export const personOutcomes = ["correct", "incorrect", "excluded"] as const;
export type PersonOutcome = (typeof personOutcomes)[number];

/** What the view remembers across reloads of the window. Untrusted when it comes back. */
export const evaluationViewStateSchema = z.object({
  table: tableQuerySchema,
  list: answerListSchema.nullable(),
  answer: id.nullable(),
});
export type EvaluationViewState = z.infer<typeof evaluationViewStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const evaluationHostSchemas = {
  ready: z.null(),
  table: z.strictObject({ query: tableQuerySchema }),
  answers: z.strictObject({ query: answerListSchema }),
  answer: z.strictObject({ folder, prediction: id, isBlind: z.boolean() }),
  decide: z.strictObject({
    ...{ folder, prediction: id },
    outcome: z.enum(personOutcomes).nullable(),
    why: z.string().max(2000),
  }),
  openOnPage: z.strictObject({ folder, prediction: id }),
  drawCheck: z.strictObject({ folder }),
  failures: z.strictObject({ query: galleryQuerySchema }),
  exportGallery: z.strictObject({ query: galleryQuerySchema }),
  copyText: z.strictObject({ text: z.string().max(4_000_000) }),
  log: z.strictObject({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof evaluationHostSchemas> = z.infer<(typeof evaluationHostSchemas)[K]>;

/** An evaluation that a row of the table is of. */
export interface ListedEvaluation {
  readonly folder: string;
  readonly name: string;
  readonly isEnded: boolean;
  readonly done: number;
  readonly attempts: number;
  /** What was asked, and what the set is called. */
  readonly set: string;
  readonly setName: string;
  readonly model: string;
  /** Shards of it that no folder has. */
  readonly missing: number;
}

export interface ShownTable {
  readonly evaluations: readonly ListedEvaluation[];
  /** Ids of its rows are folders. */
  readonly table: ResultTable;
}

/** An answer in a list. In blind lists nothing is said of what it came to. */
export interface ListedAnswer {
  readonly prediction: string;
  readonly question: string;
  readonly task: TaskKind;
  readonly attempt: number;
  readonly outcome: GradeOutcome | null;
  readonly by: AnswerGrade["by"] | null;
  readonly answer: string | null;
  /** The beginning of the question. */
  readonly text: string;
}

export interface AnswerList {
  /** All of the cell, by what they came to; empty for blind lists. */
  readonly counts: Readonly<Partial<Record<GradeOutcome, number>>>;
  readonly total: number;
  /** At most so many as a person looks through. */
  readonly answers: readonly ListedAnswer[];
  /** Of persons with what rule or judge say, over the answers that a person decided. */
  readonly agreement: Agreement | null;
  /** Of each judge with persons and with the other judges, over open answers that both decided. */
  readonly raters: readonly ShownAgreement[];
  /** The list by which a person checks the judge; null: none was drawn. */
  readonly check: ShownCheck | null;
  /** A judge has decided something, so that a list can be drawn. */
  readonly canDraw: boolean;
}

/** How far a person has come with a list, and how far both agree on it. */
export interface ShownCheck {
  readonly drawn: number;
  readonly decided: number;
  readonly agreement: Pick<Agreement, "n" | "agreed" | "kappa" | "interval"> | null;
}

export interface ShownAgreement extends Pick<Agreement, "n" | "agreed" | "kappa"> {
  /** Names of judges; null: persons. */
  readonly between: readonly [string | null, string | null];
}

/** What somebody or something holds of an answer. */
export interface ShownVerdict {
  readonly by: string;
  readonly outcome: string;
  readonly score: number | null;
  readonly why: string | null;
}

export interface ShownAnswer extends ListedAnswer {
  readonly folder: string;
  readonly whole: string;
  readonly hint: string | null;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  readonly right: string;
  readonly reply: string;
  readonly isCut: boolean;
  /** Why nothing came, as the server says it. */
  readonly failure: string | null;
  readonly zooms: number;
  /** Standing ones; in blind mode none, before a person has decided. */
  readonly human: ShownVerdict | null;
  readonly judge: ShownVerdict | null;
}

/** A wrong answer with its page, for the gallery. */
export interface ShownFailure {
  readonly prediction: string;
  readonly task: TaskKind;
  readonly text: string;
  readonly answer: string | null;
  readonly right: string;
  readonly uri: string | null;
  readonly width: number;
  readonly height: number;
  readonly targets: readonly Box[];
  readonly calls: readonly Box[];
  /** As the model was shown them, in colours that are colours. */
  readonly marks: readonly MarkToDraw[];
  /** The part of the page that was shown besides; null: none. */
  readonly shown: Box | null;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  /** What the model said; null: nothing came. */
  readonly reply: string | null;
}

/** Failures of one task kind: the first of so many. */
export interface FailureGroup {
  readonly task: TaskKind;
  readonly total: number;
  readonly failures: readonly ShownFailure[];
}

export interface FailureGallery {
  /** Of the whole evaluation. */
  readonly counts: Readonly<Partial<Record<FailureOutcome, number>>>;
  readonly groups: readonly FailureGroup[];
}

export interface EvaluationInit {
  readonly strings: Readonly<Record<string, string>>;
  /** Of notes and task kinds. */
  readonly words: Readonly<Record<string, string>>;
  readonly canWrite: boolean;
  readonly state: EvaluationViewState;
}

/** Calls that the webview makes to the host. */
export type EvaluationHostApi = {
  ready(params: Params<"ready">): Promise<EvaluationInit>;
  table(params: Params<"table">): Promise<ShownTable>;
  answers(params: Params<"answers">): Promise<AnswerList>;
  answer(params: Params<"answer">): Promise<ShownAnswer | null>;
  /** Appends the decision, which only grows; rejects in Restricted Mode. */
  decide(params: Params<"decide">): Promise<void>;
  /** Draws answers by which a person checks the judge, where there is no list yet; rejects in Restricted Mode. */
  drawCheck(params: Params<"drawCheck">): Promise<void>;
  openOnPage(params: Params<"openOnPage">): Promise<void>;
  failures(params: Params<"failures">): Promise<FailureGallery>;
  /** Asks where to, and writes the failures as one HTML file. */
  exportGallery(params: Params<"exportGallery">): Promise<void>;
  copyText(params: Params<"copyText">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Calls that the host makes to the webview. */
export type EvaluationApi = {
  /** Files of evaluations have changed, or the folder is trusted now: what is shown is asked for again. */
  changed(params: { readonly canWrite: boolean }): Promise<void>;
};
