import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { benchmarkManifestSchema, type BenchmarkManifest } from "../../core/benchmark/benchmarkManifest.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { questionRecordSchema, type QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { foldReviews } from "../../core/benchmark/review/foldReviews.js";
import { reviewEventSchema } from "../../core/benchmark/reviewEvent.js";
import { benchmarkPaths, type BenchmarkPaths } from "./benchmarkPaths.js";
import { readEffectivePages } from "./readEffectivePages.js";
import { readRecords, type RecordsRead } from "./readRecords.js";

/** All that an export is made of. */
export interface ExportSource {
  readonly kind: "source";
  /** Null where nothing says how the questions came about. */
  readonly manifest: BenchmarkManifest | null;
  /** With their reviews laid over them, in the order of their lines. */
  readonly questions: readonly QuestionRecord[];
  readonly pages: readonly PageRecord[];
  /** Of the files as they were read. */
  readonly questionsSha: string;
  readonly reviewsSha: string | null;
  /** Lines that could not be read, of all files. */
  readonly damaged: number;
}

export type SourceRead =
  | ExportSource
  | { readonly kind: "not-built" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

async function manifestOf(path: string): Promise<BenchmarkManifest | null> {
  try {
    return benchmarkManifestSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return null; // a set that was not built here has none
  }
}

const shaOf = async (path: string): Promise<string | null> =>
  readFile(path).then(
    bytes => createHash("sha256").update(bytes).digest("hex"),
    () => null,
  );

const damage = (read: RecordsRead<unknown>): number => (read.kind === "read" ? read.damaged.length : 0);

function failure(path: string, read: RecordsRead<unknown>): SourceRead | null {
  if (read.kind === "aborted") return { kind: "aborted" };
  return read.kind === "unreadable" ? { kind: "unreadable", path, reason: read.reason } : null;
}

async function read(paths: BenchmarkPaths, signal: AbortSignal | undefined): Promise<SourceRead> {
  const questions = await readRecords(paths.questions, questionRecordSchema, { signal });
  if (questions.kind === "missing") return { kind: "not-built" };
  const reviews = await readRecords(paths.reviews, reviewEventSchema, { signal });
  const pages = await readEffectivePages(paths, signal);
  const failed = failure(paths.questions, questions) ?? failure(paths.reviews, reviews) ?? failure(paths.pages, pages);
  if (failed !== null) return failed;
  const built = questions.kind === "read" ? questions.records : [];
  // An export of records has no reviews beside it: its questions say themselves what was decided.
  const folded =
    reviews.kind === "read" ? foldReviews(built, reviews.records).questions.map(({ question }) => question) : built;
  return {
    kind: "source",
    manifest: await manifestOf(paths.manifest),
    questions: folded,
    pages: pages.kind === "read" ? pages.records : [],
    questionsSha: (await shaOf(paths.questions)) ?? "",
    reviewsSha: await shaOf(paths.reviews),
    damaged: damage(questions) + damage(reviews) + damage(pages),
  };
}

/** Reads a benchmark's folder for an export. Never rejects. */
export function readExportSource(folder: string, signal?: AbortSignal): Promise<SourceRead> {
  return read(benchmarkPaths(folder), signal);
}
