import type * as z from "zod";
import { pageCorrectionSchema, type PageCorrection } from "../../../core/benchmark/pageCorrection.js";
import { pageRecordSchema, type PageRecord } from "../../../core/benchmark/pageRecord.js";
import { reviewEventSchema, type ReviewEvent } from "../../../core/benchmark/reviewEvent.js";
import { writingSchema, type Writing } from "../../../core/benchmark/writing.js";
import type { BenchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";
import type { BuildOutcome, DamagedRecords } from "./buildOutcome.js";

/** Everything that a build is made of. */
export interface BuildInput {
  readonly kind: "input";
  readonly pages: readonly PageRecord[];
  readonly corrections: readonly PageCorrection[];
  readonly writings: readonly Writing[];
  readonly reviews: readonly ReviewEvent[];
  readonly damaged: readonly DamagedRecords[];
}

type Failure = Extract<BuildOutcome, { kind: "no-pages" | "unreadable" | "aborted" }>;

class Unreadable extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Reads one file after another, gathers what is damaged, and ends with an `Unreadable` where one cannot be read. */
class Reader {
  readonly damaged: DamagedRecords[] = [];
  private readonly signal: AbortSignal | undefined;

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
  }

  /** The records of a file; none where it is not there. */
  async read<T>(path: string, schema: z.ZodType<T>): Promise<readonly T[]> {
    const read = await readRecords(path, schema, { signal: this.signal });
    switch (read.kind) {
      case "read":
        if (read.damaged.length > 0) this.damaged.push({ path, lines: read.damaged });
        return read.records;
      case "missing":
        return [];
      case "unreadable":
        throw new Unreadable({ kind: "unreadable", path, reason: read.reason });
      case "aborted":
        throw new Unreadable({ kind: "aborted" });
    }
  }
}

async function readAll(paths: BenchmarkPaths, signal: AbortSignal | undefined): Promise<BuildInput | Failure> {
  const reader = new Reader(signal);
  const pages = await reader.read(paths.pages, pageRecordSchema);
  if (pages.length === 0) return { kind: "no-pages", path: paths.pages };
  const corrections = await reader.read(paths.corrections, pageCorrectionSchema);
  const writings = await reader.read(paths.writings, writingSchema);
  const reviews = await reader.read(paths.reviews, reviewEventSchema);
  return { kind: "input", pages, corrections, writings, reviews, damaged: reader.damaged };
}

/** Reads a benchmark's folder for a build. A file that is there and cannot be read stops it: it may hold decisions. */
export async function readBuildInput(
  paths: BenchmarkPaths,
  signal: AbortSignal | undefined,
): Promise<BuildInput | Failure> {
  try {
    return await readAll(paths, signal);
  } catch (error) {
    if (error instanceof Unreadable) return error.failure;
    throw error;
  }
}
