import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import { pageRecordSchema, type PageRecord } from "../../../core/benchmark/pageRecord.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";
import { recordFiles } from "../recordFiles.js";
import type { GatheredReads } from "./gatherReads.js";
import { problemTally } from "./problemTally.js";

function pagesByFile(
  pages: readonly PageRecord[],
  fileOf: (path: string) => string,
): ReadonlyMap<string, readonly PageRecord[]> {
  const byFile = new Map<string, PageRecord[]>();
  for (const page of pages)
    for (const path of (page.source.annotations ?? []).map(fileOf)) {
      const known = byFile.get(path);
      if (known === undefined) byFile.set(path, [page]);
      else known.push(page);
    }
  return byFile;
}

/**
 * What was read, with the pages that an earlier import had from files that cannot be read now, such as a download that was
 * cut off: such a page stays as it was, also where another file brings a part of it. Each file's pages are told. Where
 * nothing at all was read nothing is written anyway. Rejects with the signal's reason only.
 */
export async function withEarlierPages<T extends GatheredReads>(
  gathered: T,
  out: string,
  signal: AbortSignal | undefined,
): Promise<T> {
  const { unread, pages } = gathered;
  if (unread.length === 0 || pages.length === 0) return gathered;
  const read = await readRecords(benchmarkPaths(out).pages, pageRecordSchema, { signal });
  signal?.throwIfAborted();
  const earlier = read.kind === "read" ? read.records : [];
  const kept = new Map<string, PageRecord>();
  const told: ImportProblem[] = [];
  // Earlier versions wrote absolute paths.
  const fileOf = recordFiles(out);
  const byFile = pagesByFile(earlier, fileOf);
  for (const { file, path } of unread) {
    const own = byFile.get(fileOf(path)) ?? [];
    for (const page of own) kept.set(page.id, page);
    const detail = `${own.length} pages`;
    if (own.length > 0) told.push({ file, annotation_id: null, code: "earlier-pages", effect: "noted", detail });
  }
  const problems = [...gathered.problems, ...told];
  const fresh = pages.filter(({ id }) => !kept.has(id));
  return { ...gathered, pages: [...fresh, ...kept.values()], problems, tally: problemTally(problems) };
}
