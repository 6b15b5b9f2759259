import type { MessagePort } from "node:worker_threads";
import type { BuildOptions } from "../../core/benchmark/buildOptions.js";
import type { AskedExport } from "../../core/benchmark/export/exportOptions.js";
import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import type { WrittenKind } from "../../core/benchmark/written/writtenKinds.js";
import type { EvaluationSettings } from "../../core/evaluation/evaluationSettings.js";
import { connect, serve, type Client, type Port } from "../../protocol/rpc.js";
import { judgeSettings } from "../../core/evaluation/judge/judgeSettings.js";
import type { EvaluationResult } from "../evaluation/evaluationResult.js";
import { importEvaluation } from "../evaluation/import/importEvaluation.js";
import type {
  ImportOptions as EvaluationImport,
  ImportResult as ImportedResults,
} from "../evaluation/import/importResult.js";
import { type SurveyedResults, surveyResults } from "../evaluation/import/surveyResults.js";
import type { JudgeResult } from "../evaluation/judge/judgeResult.js";
import { judgeRun } from "../evaluation/judge/judgeRun.js";
import {
  type CheckpointParams,
  type CheckpointPlace,
  checkpointWork,
  type CheckpointWorked,
  listCheckpoints,
  type ListedCheckpoints,
  type PlaceFailure,
} from "../evaluation/checkpoint/checkpointWork.js";
import { runEvaluation } from "../evaluation/runEvaluation.js";
import { type GivenEndpoint, unwatchedEndpoint } from "../evaluation/unwatchedEndpoint.js";
import { type ExportTracesParams, exportTraces, type TracesExported } from "../distil/exportTraces.js";
import { distilCalls } from "../distil/stored/distilCalls.js";
import type { DistilDeskApi } from "../distil/stored/distilDesk.js";
import { deskCalls } from "../evaluation/stored/deskCalls.js";
import type { EvaluationDeskApi } from "../evaluation/stored/evaluationDesk.js";
import { type SpentApi, spentOf } from "../evaluation/stored/spentOf.js";
import { buildBenchmark } from "./build/buildBenchmark.js";
import type { BuildOutcome } from "./build/buildOutcome.js";
import { exportBenchmark } from "./exportBenchmark.js";
import type { ExportResult } from "./exportResult.js";
import { importAnnotated } from "./import/importAnnotated.js";
import type { ImportResult } from "./import/importResult.js";
import { makeSample, type SampleResult } from "./makeSample.js";
import { surveySources, type Survey } from "./surveySources.js";
import { writerClient } from "./write/writerClient.js";
import { defaultWriterSettings } from "./write/writerSettings.js";
import { writeTexts, type WriteResult } from "./write/writeTexts.js";
import type { WorkProgress } from "./workProgress.js";

interface ImportParams {
  readonly sources: readonly string[];
  readonly out: string;
  /** As parsed JSON; null: a suggestion is written where one is needed. */
  readonly mapping: unknown;
}

interface ExportParams {
  readonly folder: string;
  readonly out: string;
  readonly asked: AskedExport;
  readonly version: string;
  readonly trainerFolder: string;
}

interface WriteParams {
  readonly folder: string;
  readonly endpoint: string;
  readonly model: string;
  /** Held by this thread for as long as it works; never written anywhere. */
  readonly key: string | null;
  readonly what: readonly WrittenKind[];
  /** Only counts what would be asked. */
  readonly isDryRun: boolean;
}

interface EvaluateParams extends GivenEndpoint {
  readonly dataset: string;
  /** The evaluation's own folder. */
  readonly out: string;
  readonly name: string;
  readonly settings: EvaluationSettings;
  /** The same model is served at another address than it was. */
  readonly isMoved: boolean;
  readonly isDryRun: boolean;
  readonly retriesFailed: boolean;
  readonly toolVersion: string;
}

interface JudgeParams extends GivenEndpoint {
  /** The evaluation's. */
  readonly folder: string;
  readonly model: string;
  readonly isDryRun: boolean;
  readonly toolVersion: string;
}

type ImportResultsParams = Omit<EvaluationImport, "format" | "rotations" | "signal" | "now">;

interface SampleParams {
  readonly out: string;
  readonly pages: number;
  readonly seed: number;
  readonly glyphsFile: string;
}

/** Long work on a benchmark's folder, done in a thread of its own so that the window stays awake. */
export type BenchmarkWorkApi = EvaluationDeskApi &
  DistilDeskApi &
  SpentApi & {
    importAnnotated(params: ImportParams): Promise<ImportResult>;
    survey(params: { readonly sources: readonly string[]; readonly out: string }): Promise<Survey>;
    build(params: { readonly folder: string; readonly options: BuildOptions }): Promise<BuildOutcome>;
    export(params: ExportParams): Promise<ExportResult>;
    write(params: WriteParams): Promise<WriteResult>;
    sample(params: SampleParams): Promise<SampleResult>;
    evaluate(params: EvaluateParams): Promise<EvaluationResult>;
    judge(params: JudgeParams): Promise<JudgeResult>;
    surveyResults(params: { readonly files: readonly string[] }): Promise<SurveyedResults>;
    importResults(params: ImportResultsParams): Promise<ImportedResults>;
    checkpoints(params: CheckpointPlace): Promise<ListedCheckpoints | PlaceFailure>;
    evaluateCheckpoint(params: CheckpointParams): Promise<CheckpointWorked>;
    exportTraces(params: ExportTracesParams): Promise<TracesExported>;
    /** Ends the work in hand as soon as it looks up; its call answers `aborted`. */
    cancel(params: null): Promise<void>;
  };

export type BenchmarkWorkListener = {
  progress(params: WorkProgress): Promise<void>;
};

/** Not more often than this is a window told of progress. */
const progressMilliseconds = 100;
const longSide = 2296;

function tellSometimes(listener: Client<BenchmarkWorkListener>): (progress: WorkProgress) => void {
  let last = 0;
  return progress => {
    const now = Date.now();
    if (now - last < progressMilliseconds) return;
    last = now;
    listener.progress(progress).catch(() => undefined); // nobody listens any more
  };
}

interface Told {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: WorkProgress) => void;
}

function write({ folder, endpoint, model, key, what, isDryRun }: WriteParams, told: Told): Promise<WriteResult> {
  const client = writerClient(folder, {
    ...{ endpoint, prices: null, isStreamed: true, key: () => Promise.resolve(key) },
    // Nobody watches every request here: a run whose requests keep failing stops, and can be taken up again.
    onSpent: () => Promise.resolve(false),
  });
  const settings = defaultWriterSettings(model);
  const wishes = { what, settings, client, prompts: builtInPrompts, limit: null, isFresh: false, isDryRun };
  return writeTexts(folder, { ...wishes, ...told, now: () => Date.now() });
}

function evaluate({ endpoint, key, prices, ...params }: EvaluateParams, told: Told): Promise<EvaluationResult> {
  return runEvaluation({
    ...{ ...params, prompts: builtInPrompts, isFresh: false, probes: true, strategy: null, now: () => Date.now() },
    ...{ endpoint: unwatchedEndpoint({ endpoint, key, prices }), ...told },
  });
}

/** Every open answer once, right or wrong, by the product's own prompt. */
function judge({ model, endpoint, key, prices, ...params }: JudgeParams, told: Told): Promise<JudgeResult> {
  const template = builtInPrompts.find(({ id }) => id === "judge-binary");
  if (template === undefined) throw new Error("no prompt for judges");
  return judgeRun({
    ...{
      ...params,
      settings: judgeSettings(model, template, "binary"),
      endpoint: unwatchedEndpoint({ endpoint, key, prices }),
    },
    ...{ share: 1, isSecond: false, again: 0, now: () => Date.now(), ...told },
  });
}

/** What a server does is told as it goes on: seconds in place of a count. */
const tellPhase =
  ({ onProgress }: Told) =>
  (phase: string, seconds: number): void =>
    onProgress({ phase, done: seconds, total: null });

/**
 * Serves the work in a thread: one piece of work, then the thread is ended by whoever started it. What is asked of stored
 * evaluations is asked as often as anybody likes.
 */
export function serveBenchmarkWork(thread: MessagePort): void {
  const port: Port = {
    post: message => thread.postMessage(message),
    listen: receive => {
      thread.on("message", receive);
      return { dispose: () => void thread.off("message", receive) };
    },
  };
  const abort = new AbortController();
  const told = { signal: abort.signal, onProgress: tellSometimes(connect<BenchmarkWorkListener>(port)) };
  serve<BenchmarkWorkApi>(port, {
    importAnnotated: ({ sources, ...options }) => importAnnotated(sources, { ...options, ...told }),
    survey: ({ sources, out }) => surveySources(sources, out, abort.signal),
    build: ({ folder, options }) => buildBenchmark(folder, { options, ...told }),
    export: params => exportBenchmark({ ...params, ...told }),
    write: params => write(params, told),
    sample: params => makeSample({ ...params, height: longSide }, told),
    evaluate: params => evaluate(params, told),
    judge: params => judge(params, told),
    surveyResults: ({ files }) => surveyResults(files),
    importResults: params =>
      importEvaluation({ ...params, format: null, rotations: "together", signal: abort.signal, now: () => Date.now() }),
    checkpoints: place => listCheckpoints(place, abort.signal),
    evaluateCheckpoint: params => checkpointWork(params, { ...told, onPhase: tellPhase(told) }),
    exportTraces: params => exportTraces(params, told),
    spent: ({ folder }) => spentOf(folder),
    ...deskCalls(),
    ...distilCalls(),
    cancel: () => {
      abort.abort();
      return Promise.resolve();
    },
  });
}
