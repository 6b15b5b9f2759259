import { readFile } from "node:fs/promises";
import { benchmarkManifestSchema } from "../../core/benchmark/benchmarkManifest.js";
import { effectivePages } from "../../core/benchmark/effectivePages.js";
import { pageCorrectionSchema } from "../../core/benchmark/pageCorrection.js";
import { pageRecordSchema, type PageRecord } from "../../core/benchmark/pageRecord.js";
import { writingSchema } from "../../core/benchmark/writing.js";
import type { BenchmarkPaths } from "./benchmarkPaths.js";
import { readRecords, type RecordsRead } from "./readRecords.js";

/** In which direction the last build read the pages; ltr where there was none. */
async function directionOf(manifest: string): Promise<"ltr" | "rtl"> {
  try {
    const value: unknown = JSON.parse(await readFile(manifest, "utf8"));
    return benchmarkManifestSchema.parse(value).options.direction;
  } catch {
    return "ltr"; // nothing was built yet, or what was built says nothing of it
  }
}

const recordsOf = <T>(read: RecordsRead<T>): readonly T[] => (read.kind === "read" ? read.records : []);

/** The pages of a benchmark with corrections and writings laid over them, as the last build saw them. */
export async function readEffectivePages(
  paths: BenchmarkPaths,
  signal?: AbortSignal,
): Promise<RecordsRead<PageRecord>> {
  const pages = await readRecords(paths.pages, pageRecordSchema, { signal });
  if (pages.kind !== "read") return pages;
  const corrections = recordsOf(await readRecords(paths.corrections, pageCorrectionSchema, { signal }));
  const writings = recordsOf(await readRecords(paths.writings, writingSchema, { signal }));
  const direction = await directionOf(paths.manifest);
  return { ...pages, records: effectivePages(pages.records, { corrections, writings, direction }).pages };
}
