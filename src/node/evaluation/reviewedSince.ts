import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { questionRecordSchema, type QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { foldReviews } from "../../core/benchmark/review/foldReviews.js";
import { reviewEventSchema } from "../../core/benchmark/reviewEvent.js";
import type { EvaluationRun } from "../../core/evaluation/evaluationRun.js";
import { benchmarkPaths } from "../benchmark/benchmarkPaths.js";
import { readRecords } from "../benchmark/readRecords.js";

/** The reviews of the benchmark that an evaluation's questions came from. */
export const reviewsOf = (folder: string, { dataset }: EvaluationRun): string =>
  benchmarkPaths(resolve(folder, dataset.folder)).reviews;

const shaOf = (path: string): Promise<string | null> =>
  readFile(path).then(
    bytes => createHash("sha256").update(bytes).digest("hex"),
    () => null,
  );

/** Of no text: an answer to it would be to another one. */
const noContent = "";

function contentNow({ review, content_sha: sha }: QuestionRecord): string {
  return review.state === "rejected" || review.state === "conflict" ? noContent : sha;
}

/**
 * Questions as they were asked, with the `content_sha` that reviews have given them since, and none where they rejected
 * one: answers to another text than that are stale. Where the benchmark is not there any more, or nobody has decided
 * anything since, they are as they were. Never rejects.
 */
export async function reviewedSince(
  folder: string,
  run: EvaluationRun,
  asked: readonly QuestionRecord[],
  signal?: AbortSignal,
): Promise<readonly QuestionRecord[]> {
  const paths = benchmarkPaths(resolve(folder, run.dataset.folder));
  const sha = await shaOf(paths.reviews);
  if (sha === null || sha === run.dataset.reviews_sha256) return asked;
  const built = await readRecords(paths.questions, questionRecordSchema, { signal });
  const reviews = await readRecords(paths.reviews, reviewEventSchema, { signal });
  if (built.kind !== "read" || reviews.kind !== "read") return asked;
  const decided = new Set(reviews.records.map(({ target }) => target.id));
  const now = new Map(
    foldReviews(
      built.records.filter(({ id }) => decided.has(id)),
      reviews.records,
    ).questions.map(({ question }) => [question.id, contentNow(question)]),
  );
  return asked.map(question => ({ ...question, content_sha: now.get(question.id) ?? question.content_sha }));
}
