import { basename, join } from "node:path";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { setWritingSchema, type SetWriting } from "../../../core/benchmark/setWriting.js";
import type { Writing } from "../../../core/benchmark/writing.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { readRecords } from "../readRecords.js";
import type { OpenedSource } from "./openedSource.js";

/** Writings that came with a source, of pages that were read of it. */
export interface BroughtWritings {
  readonly writings: readonly Writing[];
  readonly problems: readonly ImportProblem[];
}

const nothing: BroughtWritings = { writings: [], problems: [] };

const file = basename(benchmarkPaths("").writings);

const unreadable = (detail: string): BroughtWritings => ({
  writings: [],
  problems: [{ file, annotation_id: null, code: "bad-writing", effect: "left-out", detail }],
});

const keyOf = (split: string | null, fileName: string) => JSON.stringify([split, fileName]);

/** The writing as a benchmark keeps it, of the page that it is about; null: that page was not read. */
function ofPage({ file_name, split, ...writing }: SetWriting, pages: ReadonlyMap<string, string>): Writing | null {
  const id = pages.get(keyOf(split, file_name));
  return id === undefined ? null : { ...writing, page_id: id };
}

/**
 * Reads the `writings.jsonl` that lies in a source's folder, as in a made-up set; of other pages than `pages` nothing is
 * taken. Lines that are none are told, by their number. Rejects with the signal's reason only.
 */
export async function broughtWritings(
  source: OpenedSource,
  pages: readonly PageRecord[],
  signal: AbortSignal | undefined,
): Promise<BroughtWritings> {
  if (!source.files.some(({ path }) => path === file)) return nothing;
  const read = await readRecords(join(source.root, file), setWritingSchema, { signal });
  signal?.throwIfAborted();
  if (read.kind === "unreadable") return unreadable(read.reason);
  if (read.kind !== "read") return nothing;
  const [first] = read.damaged;
  const told = first === undefined ? nothing : unreadable(`${read.damaged.length}, line ${first.line} is the first`);
  const ids = new Map(pages.map(({ id, source: { split, file_name } }) => [keyOf(split, file_name), id]));
  return { ...told, writings: read.records.flatMap(record => ofPage(record, ids) ?? []) };
}
