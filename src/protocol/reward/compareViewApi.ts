import * as z from "zod";
import { rolloutRefSchema } from "../rolloutRef.js";
import { compareSchemas, type CompareApi } from "./compareApi.js";
import { rolloutSetSchema, type RolloutSource } from "./rolloutSet.js";
import { copyFormats } from "./strategiesViewApi.js";

const cell = compareSchemas.compareQuestions.shape.cell;
const sort = compareSchemas.compareQuestions.shape.sort;

/** What to put side by side, two to eight, and which two of them are looked at. */
const compareScopeSchema = z.object({
  sides: z.array(rolloutSetSchema).min(2).max(8),
  left: rolloutSetSchema,
  right: rolloutSetSchema,
});
export type CompareScope = z.infer<typeof compareScopeSchema>;

/** What the compare view remembers across reloads. Untrusted when it comes back. */
export const compareStateSchema = z.object({
  scope: compareScopeSchema.nullable(),
  question: z.string().max(20_000).nullable(),
  taskKind: z.string().max(200).nullable(),
  cell,
  sort,
  tab: z.enum(["question", "statistics", "heat"]),
  over: z.enum(["question", "page", "all"]),
  camera: z.object({ centerX: z.number(), centerY: z.number(), scale: z.number() }).nullable(),
  selectedCall: z.number().int().nullable(),
});
export type CompareState = z.infer<typeof compareStateSchema>;

/** Parameters of the calls that the (untrusted) webview makes to the host, checked there. */
export const compareHostSchemas = {
  ready: z.null(),
  sources: z.null(),
  ...compareSchemas,
  cancel: z.null(),
  copyText: z.object({ text: z.string().max(4_000_000) }),
  copyQuestions: compareSchemas.compareQuestions
    .omit({ offset: true, count: true })
    .extend({ format: z.enum(copyFormats) }),
  openRollout: z.object({ ref: rolloutRefSchema }),
  diffResponses: z.object({ left: rolloutRefSchema, right: rolloutRefSchema }),
  chooseSides: z.object({ chosen: z.array(rolloutSetSchema).max(8) }),
  addDataset: z.null(),
  addImageRoot: z.null(),
  log: z.object({ level: z.enum(["warn", "error"]), message: z.string().max(2000) }),
} as const;

type Params<K extends keyof typeof compareHostSchemas> = z.infer<(typeof compareHostSchemas)[K]>;
export type QuestionsQuery = Omit<Params<"compareQuestions">, "offset" | "count">;

export interface CompareInit {
  /** Every sentence of the view, in the person's language; see `compareStrings.ts`, and `viewStrings.ts` for the page's. */
  readonly strings: Readonly<Record<string, string>>;
  readonly pageStrings: Readonly<Record<string, string>>;
  /** Whether EXIF orientation is applied to pages (a setting; trainers ignore it). */
  readonly applyOrientation: boolean;
  /** Upper bound for decoded page bitmaps kept, in bytes. */
  readonly bitmapBytes: number;
  readonly scope: CompareScope | null;
}

/** Served by the host, called by the webview. Long ones end with the error "cancelled" after `cancel`. */
export type CompareHostApi = CompareApi & {
  ready(params: Params<"ready">): Promise<CompareInit>;
  sources(params: Params<"sources">): Promise<readonly RolloutSource[]>;
  cancel(params: Params<"cancel">): Promise<void>;
  copyText(params: Params<"copyText">): Promise<void>;
  /** Copies the whole list, which the view itself never holds. */
  copyQuestions(params: Params<"copyQuestions">): Promise<void>;
  /** Opens a rollout beside the view. */
  openRollout(params: Params<"openRollout">): Promise<void>;
  /** Shows the texts of two rollouts in the diff editor. */
  diffResponses(params: Params<"diffResponses">): Promise<void>;
  /** Lets the person pick what is compared in VS Code's own list; what was picked comes with `show`. */
  chooseSides(params: Params<"chooseSides">): Promise<void>;
  addDataset(params: Params<"addDataset">): Promise<void>;
  addImageRoot(params: Params<"addImageRoot">): Promise<void>;
  log(params: Params<"log">): Promise<void>;
};

/** Served by the webview, called by the host. */
export type CompareViewApi = {
  show(params: { scope: CompareScope }): Promise<void>;
  /** Rows read so far of those that a computation under way needs. */
  progress(params: { done: number; of: number }): Promise<void>;
  /** Runs changed on disk: figures may be old. */
  changed(params: null): Promise<void>;
};
