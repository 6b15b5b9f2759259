import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import * as z from "zod";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import { questionRecordSchema, reviewStates, type QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { foldReviews } from "../../core/benchmark/review/foldReviews.js";
import { reviewEventSchema } from "../../core/benchmark/reviewEvent.js";
import { countBy } from "../../core/benchmark/statistics/countBy.js";
import { pageDoubts, type PageDoubt } from "../../core/benchmark/statistics/pageDoubts.js";
import { taskKinds, type TaskKind } from "../../core/benchmark/taskKinds.js";
import { benchmarkPaths, type BenchmarkPaths } from "./benchmarkPaths.js";
import { readEffectivePages } from "./readEffectivePages.js";
import { readRecords } from "./readRecords.js";

export type StateCounts = Readonly<Record<QuestionRecord["review"]["state"], number>>;

/** A page that a person should look at before questions are made of it. */
export interface DoubtfulPage {
  readonly id: string;
  readonly fileName: string;
  readonly doubts: readonly PageDoubt[];
}

/** What the tree shows of a benchmark's folder. */
export interface BenchmarkSummary {
  readonly folder: string;
  readonly name: string;
  readonly isBuilt: boolean;
  readonly pages: number;
  /** Only kinds that have questions, in the paper's order. */
  readonly tasks: readonly { readonly task: TaskKind; readonly states: StateCounts; readonly total: number }[];
  readonly doubtful: readonly DoubtfulPage[];
  /** Lines of the folder's files that could not be read. */
  readonly damagedLines: number;
}

const nameSchema = z.looseObject({ name: z.string().min(1) });

/** What tells whether a file is another one since: its size and its time of change. Empty where there is none. */
async function stampOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    return `${String(size)}-${String(mtimeMs)}`;
  } catch {
    return ""; // not there: an import or a build makes it
  }
}

/** Remembers what was made of some files until one of them is another one. */
class Remembered<Value> {
  private stamp: string | null = null;
  private value: Promise<Value> | null = null;

  async get(paths: readonly string[], make: () => Promise<Value>): Promise<Value> {
    const stamp = (await Promise.all(paths.map(stampOf))).join(" ");
    if (this.value === null || this.stamp !== stamp) [this.stamp, this.value] = [stamp, make()];
    return this.value;
  }
}

interface ReadQuestions {
  readonly isBuilt: boolean;
  readonly questions: readonly QuestionRecord[];
  readonly damaged: number;
}

interface ReadPages {
  readonly pages: number;
  readonly doubtful: readonly DoubtfulPage[];
  readonly damaged: number;
}

async function readQuestions({ questions: path }: BenchmarkPaths): Promise<ReadQuestions> {
  const read = await readRecords(path, questionRecordSchema);
  if (read.kind !== "read") return { isBuilt: false, questions: [], damaged: 0 };
  return { isBuilt: true, questions: read.records, damaged: read.damaged.length };
}

function doubtfulOf(pages: readonly PageRecord[]): readonly DoubtfulPage[] {
  return pages
    .map(page => ({ id: page.id, fileName: page.source.file_name, doubts: pageDoubts(page) }))
    .filter(({ doubts }) => doubts.length > 0);
}

async function readPages(paths: BenchmarkPaths): Promise<ReadPages> {
  const read = await readEffectivePages(paths);
  if (read.kind !== "read") return { pages: 0, doubtful: [], damaged: 0 };
  return { pages: read.records.length, doubtful: doubtfulOf(read.records), damaged: read.damaged.length };
}

async function nameOf({ manifest, folder }: BenchmarkPaths): Promise<string> {
  try {
    return nameSchema.parse(JSON.parse(await readFile(manifest, "utf8"))).name;
  } catch {
    return basename(folder); // not built yet, or by another version: the folder's own name says enough
  }
}

function tasksOf(questions: readonly QuestionRecord[]): BenchmarkSummary["tasks"] {
  return taskKinds
    .map(task => {
      const own = questions.filter(question => question.task === task);
      return { task, total: own.length, states: countBy(own, reviewStates, ({ review }) => review.state) };
    })
    .filter(({ total }) => total > 0);
}

/** Reads one benchmark's folder again and again: of what did not change in between nothing is read twice. */
export class BenchmarkSummaries {
  private readonly paths: BenchmarkPaths;
  private readonly questions = new Remembered<ReadQuestions>();
  private readonly pages = new Remembered<ReadPages>();

  constructor(folder: string) {
    this.paths = benchmarkPaths(folder);
  }

  async read(): Promise<BenchmarkSummary> {
    const { paths } = this;
    const [name, built, reviews, pages] = await Promise.all([
      nameOf(paths),
      this.questions.get([paths.questions], () => readQuestions(paths)),
      readRecords(paths.reviews, reviewEventSchema),
      this.pages.get([paths.pages, paths.corrections, paths.writings, paths.manifest], () => readPages(paths)),
    ]);
    const events = reviews.kind === "read" ? reviews.records : [];
    const reviewed = foldReviews(built.questions, events).questions.map(({ question }) => question);
    return {
      ...{ folder: paths.folder, name, isBuilt: built.isBuilt, tasks: tasksOf(reviewed) },
      ...{ pages: pages.pages, doubtful: pages.doubtful },
      damagedLines: built.damaged + pages.damaged + (reviews.kind === "read" ? reviews.damaged.length : 0),
    };
  }
}
