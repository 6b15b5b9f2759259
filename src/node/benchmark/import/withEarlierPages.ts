import { basename } from "node:path";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import { pageRecordSchema, type PageRecord } from "../../../core/benchmark/pageRecord.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";
import { recordFiles } from "../recordFiles.js";
import type { GatheredReads } from "./gatherReads.js";
import { problemTally } from "./problemTally.js";

export interface EarlierOptions {
  /** The benchmark's folder. */
  readonly out: string;
  /** As in the records of pages: of the mapping that holds now. */
  readonly mappingSha: string | null;
  readonly signal: AbortSignal | undefined;
}

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
 * Pages as an earlier import left them, with the lines that are none as a problem.
 *
 * @throws when they are there and cannot be read: they would be lost
 */
async function earlierPages(out: string, signal: AbortSignal | undefined) {
  const { pages: path } = benchmarkPaths(out);
  const file = basename(path);
  const read = await readRecords(path, pageRecordSchema, { signal });
  signal?.throwIfAborted();
  if (read.kind === "unreadable") throw new Error(`${file}: ${read.reason}`);
  if (read.kind !== "read") return { pages: [], problems: [] };
  const [first] = read.damaged;
  if (first === undefined) return { pages: read.records, problems: [] };
  const detail = `${read.damaged.length}, line ${first.line} is the first`;
  const problem = problemOf(file, "damaged-pages", "left-out", detail);
  return { pages: read.records, problems: [problem] };
}

const problemOf = (
  file: string,
  code: ImportProblem["code"],
  effect: ImportProblem["effect"],
  detail: string,
): ImportProblem => ({ file, annotation_id: null, code, effect, detail });

/**
 * Whether a page says the same under the mapping that holds now: roles, meanings and the way of depths are in its record.
 * A page of which nobody knows does not.
 */
const isMeantSo = ({ source: { mapping_sha: sha } }: PageRecord, mappingSha: string | null) =>
  sha === null || (sha !== undefined && sha === mappingSha);

/**
 * What was read, with the pages that an earlier import had from files that cannot be read now, such as a download that was
 * cut off: such a page stays as it was, also where another file brings a part of it. Each file's pages are told, and so are
 * those that another mapping than `mappingSha` was used for, which do not stay. Where nothing at all was read nothing is
 * written anyway. Rejects with the signal's reason, and where the earlier pages cannot be read.
 */
export async function withEarlierPages<T extends GatheredReads>(
  gathered: T,
  { out, mappingSha, signal }: EarlierOptions,
): Promise<T> {
  const { unread, pages } = gathered;
  if (unread.length === 0 || pages.length === 0) return gathered;
  const earlier = await earlierPages(out, signal);
  const kept = new Map<string, PageRecord>();
  const told: ImportProblem[] = [...earlier.problems];
  // Earlier versions wrote absolute paths.
  const fileOf = recordFiles(out);
  const byFile = pagesByFile(earlier.pages, fileOf);
  for (const { file, path } of unread) {
    const own = byFile.get(fileOf(path)) ?? [];
    const same = own.filter(page => isMeantSo(page, mappingSha));
    for (const page of same) kept.set(page.id, page);
    if (same.length > 0) told.push(problemOf(file, "earlier-pages", "noted", `${same.length} pages`));
    const other = own.length - same.length;
    if (other > 0) told.push(problemOf(file, "other-mapping", "left-out", `${other} pages`));
  }
  const problems = [...gathered.problems, ...told];
  const fresh = pages.filter(({ id }) => !kept.has(id));
  return { ...gathered, pages: [...fresh, ...kept.values()], problems, tally: problemTally(problems) };
}
