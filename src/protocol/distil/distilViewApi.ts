import * as z from "zod";
import type { MarkRecord } from "../../core/benchmark/questionRecord.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";
import type { DistilFunnel, FunnelRow } from "../../core/distil/distilFunnel.js";
import type { DistilHistograms } from "../../core/distil/distilHistograms.js";
import { distilOptionsSchema } from "../../core/distil/distilOptions.js";
import { dropReasons, filterNames, type DropReason, type FilterName } from "../../core/distil/dropReason.js";
import type { FilterResult, PassRate } from "../../core/distil/judgedTrace.js";
import type { ReadEstimate } from "../../core/distil/readEstimate.js";
import { traceDecisions } from "../../core/distil/traceReview.js";
import type { UnfitCode } from "../../core/distil/trainedTurns.js";
import type { Box } from "../../core/page/box.js";

const path = z.string().min(1).max(4096);
const id = z.string().min(1).max(400);
const options = distilOptionsSchema;

/** Which traces are listed: those of a number of the funnel. */
export const traceQuerySchema = z.strictObject({
  task: z.enum(taskKinds).nullable(),
  /** The filter that dropped them, `kept` for those that none did; null: all. */
  filter: z.enum([...filterNames, "kept"]).nullable(),
  /** The reason of that filter; null: any. */
  reason: z.enum(dropReasons).nullable(),
});
export type TraceQuery = z.infer<typeof traceQuerySchema>;

/** The parts of the view. */
export const distilTabs = ["traces", "counts", "changes", "blind"] as const;
export type DistilTab = (typeof distilTabs)[number];

/** What the view remembers across reloads of the window. Untrusted when it comes back. */
export const distilViewStateSchema = z.object({
  folder: path,
  options,
  /** What `options` are held against. */
  base: options,
  query: traceQuerySchema,
  tab: z.enum(distilTabs),
  trace: id.nullable(),
  /** The run that goes on from the rows, which says how they are asked; null: as the product asks. */
  next: path.nullable(),
});
export type DistilViewState = z.infer<typeof distilViewStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const distilHostSchemas = {
  ready: z.null(),
  overview: z.strictObject({ options, base: options }),
  list: z.strictObject({ options, query: traceQuerySchema }),
  changes: z.strictObject({ options, base: options }),
  sample: z.strictObject({ options }),
  trace: z.strictObject({ options, prediction: id, isBlind: z.boolean() }),
  row: z.strictObject({ options, prediction: id, next: path.nullable() }),
  decide: z.strictObject({
    prediction: id,
    decision: z.enum(traceDecisions),
    reason: z.string().max(2000).nullable(),
    isBlind: z.boolean(),
    seconds: z.number().min(0).max(1e7),
  }),
  runFiles: z.null(),
  exportRows: z.strictObject({ options, next: path.nullable() }),
  openOnPage: z.strictObject({ prediction: id }),
  chooseDataset: z.null(),
  manageTrust: z.null(),
  copyText: z.strictObject({ text: z.string().max(4_000_000) }),
  log: z.strictObject({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof distilHostSchemas> = z.infer<(typeof distilHostSchemas)[K]>;

/** A row of the funnel: the filters in their order, each with how many it was the first to drop. */
export interface ShownFunnelRow extends FunnelRow {
  readonly byFilter: Readonly<Partial<Record<FilterName, number>>>;
}

export interface ShownFunnel extends DistilFunnel {
  readonly rows: readonly ShownFunnelRow[];
}

/** What became of all traces under one setting of the filters. */
export interface ShownDistil {
  readonly kind: "shown";
  readonly funnel: ShownFunnel;
  readonly histograms: DistilHistograms;
  /** Of all decisions of persons. */
  readonly read: readonly ReadEstimate[];
  /** Traces that end otherwise than under the settings that are compared with. */
  readonly changed: number;
  readonly damaged: number;
  readonly teacher: string | null;
}

/** Why there is nothing to be shown. */
export interface DistilProblem {
  readonly kind: "problem";
  readonly code: "none" | "no-dataset" | "unreadable";
  readonly path: string;
  readonly reason: string;
}

/** How a trace ends. */
export interface TraceEnd {
  readonly kept: boolean;
  /** The filter that dropped it, and its reason. */
  readonly filter: FilterName | null;
  readonly reason: DropReason | null;
}

export type OwnDecision = "accept" | "reject";

/** A trace in a list. */
export interface ListedTrace {
  readonly prediction: string;
  readonly question: string;
  readonly task: TaskKind;
  readonly attempt: number;
  readonly words: number;
  /** Null while it is hidden. */
  readonly end: TraceEnd | null;
  /** This person's own decision about this very text. */
  readonly own: OwnDecision | null;
  /** The beginning of the question. */
  readonly text: string;
}

export interface TraceList {
  /** All that the query means, without its reason. */
  readonly total: number;
  readonly byReason: Readonly<Partial<Record<DropReason, number>>>;
  /** At most so many as a person looks through. */
  readonly traces: readonly ListedTrace[];
}

/** A trace that ends otherwise under the settings that are compared with. */
export interface ShownChange extends ListedTrace {
  readonly before: TraceEnd;
}

export interface ShownChanges {
  readonly gained: number;
  readonly lost: number;
  readonly moved: number;
  readonly same: number;
  /** Gained, then lost, then moved; at most so many as a person looks through. */
  readonly traces: readonly ShownChange[];
}

/** Traces to be read without knowing what the filters make of them. */
export interface BlindReading {
  readonly traces: readonly ListedTrace[];
  readonly decided: number;
  /** Of the traces that this person has decided. */
  readonly read: readonly ReadEstimate[];
}

export interface ShownTurn {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  readonly isCut: boolean;
  /** The zoom call that this turn carries out, as its number on the page. */
  readonly call: number | null;
  /** Why the tool refused it. */
  readonly error: string | null;
}

/** A zoom call on the page, in page pixels. */
export interface ShownCall {
  readonly requested: Box | null;
  readonly executed: Box | null;
  readonly iou: number | null;
  readonly isRefused: boolean;
}

/** What a person decided about the trace. */
export interface ShownDecision {
  readonly reviewer: string;
  readonly decision: OwnDecision;
  readonly reason: string | null;
  readonly isBlind: boolean;
  /** About an earlier text of this attempt: it holds no more. */
  readonly isStale: boolean;
  readonly at: string;
}

/** The question of val or test that is worded most alike. */
export interface ShownNeighbour {
  readonly question: string;
  readonly split: string;
  readonly score: number;
  readonly telling: number;
  readonly text: string;
  readonly answer: string;
}

/** What the filters made of a trace, which is hidden as long as somebody reads blindly. */
export interface ShownVerdict {
  readonly end: TraceEnd;
  readonly filters: readonly FilterResult[];
  readonly dupOf: string | null;
  /** Right attempts at the question. */
  readonly pass: PassRate;
  readonly right: string;
  /** Of every person. */
  readonly decisions: readonly ShownDecision[];
  readonly neighbour: ShownNeighbour | null;
}

export interface ShownTrace extends ListedTrace {
  readonly whole: string;
  readonly hint: string | null;
  readonly options: readonly { readonly label: string; readonly text: string }[];
  /** As it was read out of the reply. */
  readonly answer: string | null;
  readonly page: {
    /** Of the image: a path, and a URI in the window. */
    readonly uri: string | null;
    readonly name: string;
    readonly width: number;
    readonly height: number;
  };
  readonly marks: readonly MarkRecord[];
  /** Null: nobody knows. */
  readonly targets: readonly { readonly box: Box; readonly role: string | null }[] | null;
  readonly calls: readonly ShownCall[];
  readonly turns: readonly ShownTurn[];
  readonly verdict: ShownVerdict | null;
}

/** A trace as the export writes it. */
export type ShownRow =
  | { readonly kind: "row"; readonly text: string; readonly tokens: { readonly low: number; readonly high: number } }
  /** Kept, and not to be taught as the student is asked. */
  | { readonly kind: "unfit"; readonly code: UnfitCode }
  | { readonly kind: "dropped" }
  /** The file of the run that goes on is none. */
  | { readonly kind: "bad-run"; readonly path: string };

export interface DistilInit {
  readonly strings: Readonly<Record<string, string>>;
  /** Of the page; see `viewStrings.ts`. */
  readonly pageStrings: Readonly<Record<string, string>>;
  readonly applyOrientation: boolean;
  readonly bitmapBytes: number;
  readonly name: string;
  readonly reviewer: string;
  /** False in Restricted Mode: everything can be read and nothing decided. */
  readonly canWrite: boolean;
  readonly state: DistilViewState;
}

/** Calls that the webview makes to the host. */
export type DistilHostApi = {
  ready(params: Params<"ready">): Promise<DistilInit>;
  overview(params: Params<"overview">): Promise<ShownDistil | DistilProblem>;
  list(params: Params<"list">): Promise<TraceList>;
  changes(params: Params<"changes">): Promise<ShownChanges>;
  sample(params: Params<"sample">): Promise<BlindReading>;
  trace(params: Params<"trace">): Promise<ShownTrace | null>;
  row(params: Params<"row">): Promise<ShownRow>;
  /** Appends the decision, which only grows; rejects in Restricted Mode. False: there is nothing to be taken back. */
  decide(params: Params<"decide">): Promise<boolean>;
  /** Run configurations of the opened folders. */
  runFiles(params: Params<"runFiles">): Promise<readonly { readonly path: string; readonly name: string }[]>;
  /** Asks how and where to, and writes the rows. */
  exportRows(params: Params<"exportRows">): Promise<void>;
  openOnPage(params: Params<"openOnPage">): Promise<void>;
  /** Asks where the benchmark is now. */
  chooseDataset(params: Params<"chooseDataset">): Promise<void>;
  manageTrust(params: Params<"manageTrust">): Promise<void>;
  copyText(params: Params<"copyText">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Calls that the host makes to the webview. */
export type DistilViewApi = {
  /** Answers, verdicts or decisions have changed, or the folder is trusted now: what is on show is asked for again. */
  changed(params: { readonly canWrite: boolean }): Promise<void>;
};
