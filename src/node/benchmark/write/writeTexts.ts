import { effectivePages } from "../../../core/benchmark/effectivePages.js";
import { pageCorrectionSchema } from "../../../core/benchmark/pageCorrection.js";
import { pageRecordSchema } from "../../../core/benchmark/pageRecord.js";
import type { PromptTemplate } from "../../../core/benchmark/promptTemplate.js";
import { writingSchema } from "../../../core/benchmark/writing.js";
import { writingsOf } from "../../../core/benchmark/writingsOf.js";
import type { WrittenKind } from "../../../core/benchmark/written/writtenKinds.js";
import type { ChatClient } from "../../endpoint/chatClient.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { type DamagedLine, readRecords, type RecordsRead } from "../readRecords.js";
import { type PlannedPage, planWriting, type WritePlan, type WritingBase } from "./writePlan.js";
import { type WriterSettings, writerPrompts } from "./writerSettings.js";
import type { WriteSummary } from "./writeTally.js";
import { type FailedPage, WritingRun, type WriteStop } from "./writingRun.js";

/** Pages that are decoded at once: enough to keep the endpoint busy, few enough to fit in memory. */
const pagesInFlight = 3;

export interface WriteProgress {
  readonly phase: "look" | "write";
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
}

export interface WriteOptions {
  readonly what: readonly WrittenKind[];
  readonly settings: WriterSettings;
  /** Built-in, with a user's own laid over. */
  readonly prompts: readonly PromptTemplate[];
  /** Makes the client for a run of so many questions. */
  readonly client: (questions: number) => Promise<ChatClient>;
  /** Things to be asked at most; null: all. */
  readonly limit: number | null;
  readonly isFresh: boolean;
  /** Only count what would be asked. */
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onProgress: (progress: WriteProgress) => void;
}

export type WriteResult =
  | { readonly kind: "planned"; readonly plan: WritePlan; readonly damaged: readonly DamagedLine[] }
  | {
      readonly kind: "written";
      readonly plan: WritePlan;
      readonly summary: WriteSummary;
      readonly stop: WriteStop | null;
      readonly failedPages: readonly FailedPage[];
      /** Lines of `writings.jsonl` that are no record. */
      readonly damaged: readonly DamagedLine[];
    }
  | { readonly kind: "bad-prompt"; readonly id: string; readonly place: string | null }
  | { readonly kind: "no-pages" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

type BaseRead =
  | { readonly kind: "base"; readonly base: WritingBase; readonly damaged: readonly DamagedLine[] }
  | Extract<WriteResult, { kind: "no-pages" | "unreadable" | "aborted" }>;

const recordsOf = <T>(read: RecordsRead<T>): readonly T[] => (read.kind === "read" ? read.records : []);

async function readBase(folder: string, signal: AbortSignal): Promise<BaseRead> {
  const paths = benchmarkPaths(folder);
  const pages = await readRecords(paths.pages, pageRecordSchema, { signal });
  if (pages.kind === "missing") return { kind: "no-pages" };
  if (pages.kind !== "read") return pages.kind === "aborted" ? pages : { ...pages, path: paths.pages };
  const written = await readRecords(paths.writings, writingSchema, { signal });
  // Unread writings would all be asked for again.
  if (written.kind === "unreadable") return { ...written, path: paths.writings };
  const corrections = recordsOf(await readRecords(paths.corrections, pageCorrectionSchema, { signal }));
  const writings = recordsOf(written);
  const effective = effectivePages(pages.records, { corrections, writings, direction: "ltr" });
  const keys = new Set(writings.map(({ key }) => key));
  const base = { folder, pages: effective.pages, writings: writingsOf(writings), keys };
  return { kind: "base", base, damaged: written.kind === "read" ? written.damaged : [] };
}

/** Goes through the pages, a few at once, in their order. */
async function runAll(run: WritingRun, pages: readonly PlannedPage[]): Promise<void> {
  const queue = pages.values();
  const work = async (): Promise<void> => {
    for (const planned of queue) await run.page(planned);
  };
  await Promise.all(Array.from({ length: pagesInFlight }, work));
}

/**
 * Has a model write captions, questions and texts of balloons for a benchmark's pages, each added to `writings.jsonl` as
 * it comes. What was written by the same model, prompt and settings is not asked again, so that a run that ended is taken
 * up by starting it again.
 */
export async function writeTexts(folder: string, options: WriteOptions): Promise<WriteResult> {
  const { what, settings, isFresh, signal, now, onProgress } = options;
  const prompts = writerPrompts(options.prompts);
  if (prompts.kind !== "prompts") return prompts;
  onProgress({ phase: "look", done: 0, total: null });
  const read = await readBase(folder, signal);
  if (read.kind !== "base") return read;
  const { base, damaged } = read;
  const wishes = { what, settings, prompts: prompts.prompts, isFresh };
  const plan = await planWriting(base, wishes, signal).catch((error: unknown) => {
    if (signal.aborted) return null;
    throw error;
  });
  if (plan === null) return { kind: "aborted" };
  if (options.isDryRun) return { kind: "planned", plan, damaged };
  const total = Math.min(plan.requests, options.limit ?? Infinity);
  const run = new WritingRun({
    ...{ base, wishes, client: await options.client(total), file: benchmarkPaths(folder).writings },
    ...{ limit: options.limit ?? Infinity, signal, now },
    onDone: done => onProgress({ phase: "write", done, total }),
  });
  await runAll(run, plan.pages);
  const { stop, failedPages } = run;
  return { kind: "written", plan, summary: run.tally.summary(), stop, failedPages, damaged };
}
