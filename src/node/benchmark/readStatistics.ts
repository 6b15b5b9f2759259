import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import * as z from "zod";
import { benchmarkManifestSchema } from "../../core/benchmark/benchmarkManifest.js";
import { questionRecordSchema } from "../../core/benchmark/questionRecord.js";
import { foldReviews } from "../../core/benchmark/review/foldReviews.js";
import { reviewEventSchema } from "../../core/benchmark/reviewEvent.js";
import {
  benchmarkStatistics,
  type BenchmarkStatistics,
  type CountedQuestions,
} from "../../core/benchmark/statistics/benchmarkStatistics.js";
import type { ForeignSetCount } from "../../core/benchmark/statistics/foreignSetCount.js";
import { benchmarkPaths } from "./benchmarkPaths.js";
import { readRecords, type DamagedLine, type RecordsRead } from "./readRecords.js";

/** What the statistics need of a question of another set: which of them are variants of one. */
const foreignSchema = z.looseObject({ group: z.string().nullish() });
const refusedSchema = benchmarkManifestSchema.pick({ refused: true }).loose();

/** Files whose lines were not all read. */
export interface DamagedFile {
  readonly path: string;
  readonly lines: readonly DamagedLine[];
}

export type StatisticsRead =
  | {
      readonly kind: "read";
      readonly statistics: BenchmarkStatistics;
      readonly sets: readonly ForeignSetCount[];
      readonly damaged: readonly DamagedFile[];
      /** Questions of pages that another import has taken away: they are not counted, as no export has them. */
      readonly withoutPage: number;
    }
  /** There is no questions.jsonl: nothing was built yet. */
  | { readonly kind: "not-built" }
  | { readonly kind: "unreadable"; readonly path: string; readonly reason: string }
  | { readonly kind: "aborted" };

interface Options {
  readonly counted?: CountedQuestions;
  readonly signal?: AbortSignal | undefined;
}

const idSchema = z.looseObject({ id: z.string() });

/** Ids of the pages; null where there are none beside the questions, which then stand for themselves. */
async function pageIds(file: string, signal: AbortSignal | undefined): Promise<ReadonlySet<string> | null> {
  const read = await readRecords(file, idSchema, { signal });
  return read.kind === "read" && read.records.length > 0 ? new Set(read.records.map(({ id }) => id)) : null;
}

/** Refused candidates of the manifest; none where there is no manifest yet, or it is another version's. */
async function refusedOf(file: string): Promise<z.infer<typeof refusedSchema>["refused"]> {
  try {
    const parsed = refusedSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.data?.refused ?? {};
  } catch {
    return {}; // a build writes it last of all: until then the questions are counted without it
  }
}

async function setNames(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter(name => name.endsWith(".jsonl")).sort();
  } catch {
    return []; // no other set was imported
  }
}

function countOf(path: string, read: RecordsRead<z.infer<typeof foreignSchema>>): ForeignSetCount | null {
  if (read.kind !== "read") return null;
  const groups = new Set(read.records.map(({ group }) => group).filter(group => typeof group === "string"));
  const single = read.records.filter(({ group }) => typeof group !== "string").length;
  const name = basename(path, ".jsonl");
  return { name, questions: read.records.length, groups: groups.size === 0 ? null : groups.size + single };
}

async function setsOf(folder: string, signal: AbortSignal | undefined): Promise<readonly ForeignSetCount[]> {
  const counts: (ForeignSetCount | null)[] = [];
  for (const name of await setNames(folder)) {
    const path = join(folder, name);
    counts.push(countOf(path, await readRecords(path, foreignSchema, { signal })));
  }
  return counts.filter(count => count !== null);
}

const damageOf = (path: string, read: RecordsRead<unknown>): readonly DamagedFile[] =>
  read.kind === "read" && read.damaged.length > 0 ? [{ path, lines: read.damaged }] : [];

/** The statistics of a benchmark's folder, with the decisions of reviewers laid over its questions. */
export async function readStatistics(folder: string, options: Options = {}): Promise<StatisticsRead> {
  const { signal, counted = "standing" } = options;
  const paths = benchmarkPaths(folder);
  const questions = await readRecords(paths.questions, questionRecordSchema, { signal });
  if (questions.kind === "missing") return { kind: "not-built" };
  if (questions.kind === "unreadable") return { ...questions, path: paths.questions };
  const reviews = await readRecords(paths.reviews, reviewEventSchema, { signal });
  if (reviews.kind === "unreadable") return { ...reviews, path: paths.reviews };
  const [refused, sets, pages] = await Promise.all([
    ...([refusedOf(paths.manifest), setsOf(join(folder, "sets"), signal), pageIds(paths.pages, signal)] as const),
  ]);
  if (questions.kind === "aborted" || reviews.kind === "aborted" || signal?.aborted === true)
    return { kind: "aborted" };
  const folded = foldReviews(questions.records, reviews.kind === "read" ? reviews.records : []);
  const all = folded.questions.map(({ question }) => question);
  const reviewed = pages === null ? all : all.filter(({ page_id: page }) => pages.has(page));
  return {
    ...{ kind: "read", sets, statistics: benchmarkStatistics({ questions: reviewed, refused, counted }) },
    withoutPage: all.length - reviewed.length,
    damaged: [...damageOf(paths.questions, questions), ...damageOf(paths.reviews, reviews)],
  };
}
