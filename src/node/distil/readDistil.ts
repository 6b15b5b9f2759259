import { resolve } from "node:path";
import type * as z from "zod";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { questionRecordSchema, type QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { answerPrediction } from "../../core/distil/answerPrediction.js";
import type { DistilSource } from "../../core/distil/distilSource.js";
import { heldOutOf } from "../../core/distil/splitFilter.js";
import { foldTraceReviews, traceReviewSchema } from "../../core/distil/traceReview.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { predictionRecordSchema } from "../../core/evaluation/predictionRecord.js";
import { verdictRecordSchema } from "../../core/evaluation/verdictRecord.js";
import { hashTwins } from "../benchmark/hashTwins.js";
import { type ExportSource, readExportSource } from "../benchmark/readExportSource.js";
import { readRecords } from "../benchmark/readRecords.js";
import { textSha } from "../benchmark/textSha.js";
import { evaluationPaths } from "../evaluation/evaluationPaths.js";
import { readEvaluationRun } from "../evaluation/readEvaluationRun.js";

/** All that traces are judged and exported by. */
export interface ReadDistil extends DistilSource {
  readonly kind: "read";
  /** Null: the answers are the dataset's own. */
  readonly run: EvaluationRun | null;
  /** The folder that pages are in, and the pages. */
  readonly dataset: string;
  readonly pages: readonly PageRecord[];
  /** Every question of the dataset as it stands now, asked or not: what is held out, and how seldom words are. */
  readonly benchmark: readonly QuestionRecord[];
  readonly from: Pick<ExportSource, "questionsSha" | "reviewsSha"> & { readonly id: string | null };
  /** Lines that could not be read. */
  readonly damaged: number;
}

export type DistilRead =
  | ReadDistil
  /** No evaluation is in the folder. */
  | { readonly kind: "none" }
  /** The benchmark is not where the evaluation found it: splits and pages are not known. */
  | { readonly kind: "no-dataset"; readonly path: string; readonly reason: string }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

interface Lines<T> {
  readonly records: readonly T[];
  readonly damaged: number;
}

async function linesOf<T>(
  path: string,
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<Lines<T> | Exclude<DistilRead, ReadDistil>> {
  const read = await readRecords(path, schema, { signal });
  if (read.kind === "missing") return { records: [], damaged: 0 };
  if (read.kind === "unreadable") return { kind: "unreadable", path, reason: read.reason };
  return read.kind === "aborted" ? read : { records: read.records, damaged: read.damaged.length };
}

interface Dataset {
  readonly source: ExportSource;
  readonly pages: readonly PageRecord[];
  readonly held: DistilSource["held"];
  readonly withdrawn: ReadonlySet<string>;
}

const isWithdrawn = ({ review }: QuestionRecord): boolean => review.state === "rejected" || review.state === "conflict";

/** The whole benchmark: what is held out is told by the questions that were not asked. */
async function datasetOf(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Dataset | Exclude<DistilRead, ReadDistil>> {
  const source = await readExportSource(folder, signal);
  if (source.kind === "aborted") return source;
  if (source.kind !== "source") {
    const reason = source.kind === "unreadable" ? source.reason : "it has no questions.jsonl";
    return { kind: "no-dataset", path: folder, reason };
  }
  const pages = await hashTwins(source.pages, folder, signal).catch(() => null);
  if (pages === null) return { kind: "aborted" };
  const { manifest, questions } = source;
  const issues = manifest?.cluster === "issue" ? [...manifest.splits.val, ...manifest.splits.test] : [];
  return {
    ...{ source, pages, held: heldOutOf(questions, pages, issues) },
    withdrawn: new Set(questions.filter(isWithdrawn).map(({ id }) => id)),
  };
}

const fromOf = ({ source }: Dataset): ReadDistil["from"] => ({
  id: source.manifest?.id ?? null,
  questionsSha: source.questionsSha,
  reviewsSha: source.reviewsSha,
});

/**
 * Reads a teacher's answers out of an evaluation's folder, with verdicts, decisions about traces, and the benchmark that
 * was asked (`dataset`: where it is now; null: where it was). Questions count as they stand now. Never rejects.
 */
export async function readDistil(folder: string, dataset: string | null, signal?: AbortSignal): Promise<DistilRead> {
  const found = await readEvaluationRun(folder);
  if (found.kind === "unreadable") return found;
  if (found.kind !== "run") return { kind: "none" };
  const { run } = found;
  const paths = evaluationPaths(folder);
  const predictions = await linesOf(paths.predictions, predictionRecordSchema, signal);
  const asked = await linesOf(paths.questions, questionRecordSchema, signal);
  const verdicts = await linesOf(paths.verdicts, verdictRecordSchema, signal);
  const reviews = await linesOf(paths.traceReviews, traceReviewSchema, signal);
  for (const read of [predictions, asked, verdicts, reviews]) if ("kind" in read) return read;
  if ("kind" in predictions || "kind" in asked || "kind" in verdicts || "kind" in reviews) return { kind: "aborted" };
  const place = resolve(folder, dataset ?? run.dataset.folder);
  const benchmark = await datasetOf(place, signal);
  if ("kind" in benchmark) return benchmark;
  const now = new Map(benchmark.source.questions.map(question => [question.id, question]));
  return {
    ...{ kind: "read", run, dataset: place, pages: benchmark.pages, from: fromOf(benchmark), textSha },
    benchmark: benchmark.source.questions,
    ...{ predictions: predictions.records, verdicts: verdicts.records, held: benchmark.held },
    questions: asked.records.map(question => now.get(question.id) ?? question),
    ...{ decisions: foldTraceReviews(reviews.records), withdrawn: benchmark.withdrawn },
    damaged: predictions.damaged + asked.damaged + verdicts.damaged + reviews.damaged + benchmark.source.damaged,
  };
}

/** The same of a benchmark's own answers, for data that needs no teacher. Never rejects. */
export async function readOwnAnswers(dataset: string, signal?: AbortSignal): Promise<DistilRead> {
  const benchmark = await datasetOf(dataset, signal);
  if ("kind" in benchmark) return benchmark;
  const { source, pages, held, withdrawn } = benchmark;
  const questions = source.questions.filter(({ split }) => split === "train");
  return {
    ...{ kind: "read", run: null, dataset, pages, from: fromOf(benchmark), textSha, questions, held, withdrawn },
    benchmark: source.questions,
    ...{ predictions: questions.map(answerPrediction), verdicts: [], decisions: new Map(), damaged: source.damaged },
  };
}
