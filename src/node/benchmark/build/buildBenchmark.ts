import { rm } from "node:fs/promises";
import type { BuildOptions } from "../../../core/benchmark/buildOptions.js";
import { effectivePages, type EffectivePages } from "../../../core/benchmark/effectivePages.js";
import { pagesInOrder, setFacts } from "../../../core/benchmark/generate/buildQuestions.js";
import {
  finishQuestions,
  type BuildResult,
  type BuiltQuestions,
} from "../../../core/benchmark/generate/finishQuestions.js";
import { pageDrafts } from "../../../core/benchmark/generate/pageDrafts.js";
import { foldReviews } from "../../../core/benchmark/review/foldReviews.js";
import { benchmarkPaths, type BenchmarkPaths } from "../benchmarkPaths.js";
import { foreignFile } from "../foreignFile.js";
import { buildManifest } from "./buildManifest.js";
import type { BuildOutcome, KeptReviews } from "./buildOutcome.js";
import { leftManifests } from "./leftManifests.js";
import { ownFields } from "./ownFields.js";
import { fileEntry } from "./fileEntry.js";
import { readBuildInput, type BuildInput } from "./readBuildInput.js";
import { writeBuild } from "./writeBuild.js";

export interface BuildProgress {
  readonly phase: "read" | "ask" | "write";
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
}

export interface BuildRequest {
  readonly options: BuildOptions;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: BuildProgress) => void) | undefined;
}

/** After so long others get a turn, and a stop is looked for. */
const turnMilliseconds = 20;

const otherTurns = () => new Promise<void>(resolve => void setImmediate(resolve));

/** The questions of a folder's pages, made page by page so that a window or a stop is not kept waiting. */
async function ask(input: BuildInput, { pages }: EffectivePages, request: BuildRequest): Promise<BuildResult> {
  const ordered = pagesInOrder(pages);
  const set = setFacts(ordered, input.writings);
  const yields: ReturnType<typeof pageDrafts>[number][] = [];
  let since = performance.now();
  for (const [index, page] of ordered.entries()) {
    yields.push(...pageDrafts(page, set, request.options));
    if (performance.now() - since < turnMilliseconds) continue;
    request.onProgress?.({ phase: "ask", done: index + 1, total: ordered.length });
    await otherTurns();
    request.signal?.throwIfAborted();
    since = performance.now();
  }
  return finishQuestions(ordered, yields, request.options);
}

/** What becomes of earlier decisions: none is deleted, and those about another content are told. */
function keptReviews(built: BuiltQuestions, { reviews }: BuildInput): KeptReviews {
  const { questions, stale, unknown } = foldReviews(built.questions, reviews);
  return { standing: questions.reduce((sum, { decisions }) => sum + decisions.length, 0), stale, unknown };
}

async function write(
  paths: BenchmarkPaths,
  input: BuildInput,
  effective: EffectivePages,
  built: BuiltQuestions,
  request: BuildRequest,
): Promise<BuildOutcome> {
  const { options, signal } = request;
  request.onProgress?.({ phase: "write", done: 0, total: built.questions.length });
  const sources = await Promise.all(
    [paths.pages, paths.corrections, paths.writings].map(path => fileEntry(path, signal)),
  );
  const known = sources.filter(entry => entry !== null);
  const own = await ownFields(paths.manifest);
  if (own.kind !== "own") return own;
  const left = await leftManifests(paths);
  const manifest = await writeBuild(
    paths,
    built.questions,
    questions => buildManifest(own.fields, effective.pages, built, options, [...known, questions]),
    signal,
  );
  await Promise.all(left.map(part => rm(part, { force: true })));
  return {
    kind: "built",
    manifest,
    questions: built.questions.length,
    pages: effective.pages.length,
    damaged: input.damaged,
    staleCorrections: effective.stale.length,
    unbalanced: built.unbalanced,
    reviews: keptReviews(built, input),
  };
}

async function build(paths: BenchmarkPaths, request: BuildRequest): Promise<BuildOutcome> {
  request.onProgress?.({ phase: "read", done: 0, total: null });
  const foreign = await foreignFile.ofBuild(paths.folder);
  if (foreign !== null) return { kind: "foreign", path: foreign };
  const input = await readBuildInput(paths, request.signal);
  if (input.kind !== "input") return input;
  const { corrections, writings } = input;
  const effective = effectivePages(input.pages, { corrections, writings, direction: request.options.direction });
  const built = await ask(input, effective, request);
  return built.kind === "built" ? await write(paths, input, effective, built, request) : built;
}

/**
 * Builds the questions of an imported benchmark: writes questions.jsonl and then benchmark.json into its folder, whole or
 * not at all. The same files, options and seed give the same bytes. Corrections, writings and decisions are read, never
 * written.
 */
export async function buildBenchmark(folder: string, request: BuildRequest): Promise<BuildOutcome> {
  const paths = benchmarkPaths(folder);
  try {
    return await build(paths, request);
  } catch (error) {
    if (request.signal?.aborted === true) return { kind: "aborted" };
    if (!(error instanceof Error && "code" in error)) throw error;
    return { kind: "unwritable", path: folder, reason: error.message };
  }
}
