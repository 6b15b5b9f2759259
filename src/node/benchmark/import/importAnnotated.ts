import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import { canonicalJson } from "../../../core/benchmark/canonicalJson.js";
import type { AnnotationNames } from "../../../core/benchmark/import/annotationNames.js";
import { mergeNames } from "../../../core/benchmark/import/mergeNames.js";
import { readMapping } from "../../../core/benchmark/import/readMapping.js";
import { suggestMapping, type MappingSuggestion } from "../../../core/benchmark/import/suggestMapping.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { sha256 } from "../../../core/benchmark/sha256.js";
import type { Writing } from "../../../core/benchmark/writing.js";
import { parseTolerant } from "../../../core/rollout/parseTolerant.js";
import { runDisk } from "../../simulate/runDisk.js";
import { benchmarkPaths } from "../benchmarkPaths.js";
import { foreignFile } from "../foreignFile.js";
import { hashTwins } from "../hashTwins.js";
import { broughtWritings } from "./broughtWritings.js";
import { detectSource, type KnownSource } from "./detectSource.js";
import { recordPathIn } from "./fromFiles.js";
import { gatherReads, type SourceOfRead } from "./gatherReads.js";
import type { ImportResult } from "./importResult.js";
import { keepWritings } from "./keepWritings.js";
import { makeImageShelf } from "./makeImageShelf.js";
import { newWritings } from "./newWritings.js";
import type { OpenedSource } from "./openedSource.js";
import { openSource } from "./openSource.js";
import { problemTally } from "./problemTally.js";
import { realFolder } from "./recordPath.js";
import type { ImportProgress, SourceRead, UnreadFile } from "./sourceReader.js";
import { sourceReaders } from "./sourceReaders.js";
import { withEarlierPages } from "./withEarlierPages.js";
import { mappingText, problemsFile, writeImport } from "./writeImport.js";

export interface ImportOptions {
  /** The benchmark's folder; it is made where it is not there. */
  readonly out: string;
  /** As parsed JSON, unchecked; null: none, and a suggestion is written where one is needed. */
  readonly mapping: unknown;
  /** Uses the suggestion unseen where no mapping is given. */
  readonly acceptsSuggestion?: boolean | undefined;
  /** Id of a reader; null: whatever knows the source. */
  readonly as?: string | null | undefined;
  /** What the set is called in page ids; null: the reader's own choice. */
  readonly dataset?: string | null | undefined;
  /** Further folders that images are looked for in. */
  readonly imageFolders?: readonly string[] | undefined;
  readonly keepsPagesWithoutImage?: boolean | undefined;
  /**
   * Writes the SHA-256 of every image into its page: all of them are read whole. Else only those are that may be the same
   * as another, by their length.
   */
  readonly hashes?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

type Failed = Exclude<ImportResult, { kind: "imported" }>;

/** The mapping that holds for an import. */
interface Meaning {
  readonly mapping: AnnotationMapping | null;
  /** What readers get. */
  readonly given: unknown;
  readonly from: "given" | "suggested" | null;
  readonly suggestion: MappingSuggestion | null;
  /** It stands in the benchmark's folder, in the words of a person, and stays as it is. */
  readonly isThere: boolean;
}

const isFailed = (value: object): value is Failed => "kind" in value;

const codeOf = (error: unknown) =>
  error instanceof Error ? ("code" in error ? String(error.code) : error.message) : String(error);

async function knownSources(
  sources: readonly string[],
  options: ImportOptions,
  out: string,
): Promise<readonly KnownSource[] | Failed> {
  const { signal, onProgress, as = null } = options;
  const known: KnownSource[] = [];
  for (const [at, path] of sources.entries()) {
    onProgress?.({ phase: "listing", done: at, total: sources.length });
    const detection = await detectSource(path, { as, out, signal });
    if (detection.kind === "bad") return { kind: "bad-source", path: detection.path, reason: detection.reason };
    known.push(detection.source);
  }
  return known;
}

async function openImageFolders({
  imageFolders = [],
  signal,
}: ImportOptions): Promise<readonly OpenedSource[] | Failed> {
  const opened: OpenedSource[] = [];
  for (const path of imageFolders) {
    const result = await openSource(path, signal);
    if (result.kind === "failed") return { kind: "bad-source", path, reason: result.reason };
    opened.push(result.source);
  }
  return opened;
}

/** Writes a suggestion where no mapping is: what a person has edited is never written over. */
async function propose(suggestion: MappingSuggestion, out: string): Promise<Failed> {
  const file = benchmarkPaths(out).mapping;
  const isWritten = !existsSync(file);
  if (isWritten) {
    await runDisk.makeFolder(out);
    await writeFile(file, mappingText(suggestion.mapping), { flag: "wx" });
  }
  return { kind: "needs-mapping", file, isWritten, suggestion };
}

/** The suggestion as the mapping, but where one is there already: that one holds, or is told to be wrong. */
async function suggested(suggestion: MappingSuggestion, out: string): Promise<Meaning | Failed> {
  const file = benchmarkPaths(out).mapping;
  const { mapping } = suggestion;
  const unseen: Meaning = { given: mapping, mapping, from: "suggested", suggestion, isThere: false };
  if (!existsSync(file)) return unseen;
  const text = await readFile(file, "utf8");
  if (text === mappingText(mapping)) return unseen;
  const parsed = parseTolerant(text);
  const read = parsed.ok ? readMapping(parsed.value) : null;
  if (read?.kind !== "read") return { kind: "bad-mapping", reason: `${file}: ${read?.reason ?? "no JSON"}` };
  return { given: read.mapping, mapping: read.mapping, from: "given", suggestion: null, isThere: true };
}

async function namesIn(known: readonly KnownSource[], options: ImportOptions): Promise<AnnotationNames | null> {
  const found: AnnotationNames[] = [];
  for (const { detected } of known)
    for (const one of detected) {
      options.onProgress?.({ phase: "reading", done: 0, total: one.files.length });
      const names = await one.names(options.signal);
      if (names !== null) found.push(names);
    }
  return found.length === 0 ? null : mergeNames(found);
}

async function meaningOf(
  known: readonly KnownSource[],
  options: ImportOptions,
  out: string,
): Promise<Meaning | Failed> {
  const { mapping: given } = options;
  const isGiven = given !== null && given !== undefined;
  const asked = known.flatMap(({ detected }) => detected).filter(one => isGiven || one.needsMapping === true);
  const reason = asked.map(one => one.mappingProblem?.(given) ?? null).find(problem => problem !== null);
  if (reason !== undefined) return { kind: "bad-mapping", reason };
  if (isGiven) {
    const read = readMapping(given);
    return {
      given,
      mapping: read.kind === "read" ? read.mapping : null,
      from: "given",
      suggestion: null,
      isThere: false,
    };
  }
  const names = await namesIn(known, options);
  if (names === null || names.categories.length === 0)
    return { given: null, mapping: null, from: null, suggestion: null, isThere: false };
  const suggestion = suggestMapping(names);
  if (options.acceptsSuggestion !== true) return propose(suggestion, out);
  return suggested(suggestion, out);
}

/** Files that no reader knows, such as one that was emptied. Images are no matter. */
function unknownFiles(opened: OpenedSource, detected: KnownSource["detected"], out: string): readonly UnreadFile[] {
  const known = new Set(detected.flatMap(({ files }) => files));
  const pathOf = recordPathIn(opened, out);
  return opened.files
    .filter(({ path }) => /\.(?:json|xml|svg)$/i.test(path) && !known.has(path))
    .map(({ path }) => ({ file: path, path: pathOf(path) }));
}

const mappingSha = ({ mapping }: Meaning): string | null => (mapping === null ? null : sha256(canonicalJson(mapping)));

const readBy = (page: PageRecord, sha: string | null): PageRecord => ({
  ...page,
  source: { ...page.source, mapping_sha: sha },
});

async function readAll(
  known: readonly KnownSource[],
  folders: readonly OpenedSource[],
  meaning: Meaning,
  options: ImportOptions,
  out: string,
) {
  const { dataset = null, keepsPagesWithoutImage = false, hashes = false, signal, onProgress } = options;
  const reads: SourceOfRead[] = [];
  const writings: Writing[] = [];
  for (const { opened, imageFolders, detected } of known) {
    const images = makeImageShelf({ folders: [...imageFolders, ...folders], out, hashes });
    const read: SourceRead[] = [];
    for (const one of detected) {
      const context = { out, mapping: meaning.given, dataset, images, keepsPagesWithoutImage, signal };
      const result = await one.read({ ...context, onProgress: progress => onProgress?.(progress) });
      const sha = one.mappingProblem === undefined ? null : mappingSha(meaning);
      read.push({ ...result, pages: result.pages.map(page => readBy(page, sha)) });
    }
    const brought = await broughtWritings(
      opened,
      read.flatMap(({ pages }) => pages),
      signal,
    );
    writings.push(...brought.writings);
    // Whoever names a kind wants nothing of another.
    const unknown = (options.as ?? null) === null ? unknownFiles(opened, detected, out) : [];
    reads.push({ name: opened.name, problems: [...opened.problems, ...brought.problems], reads: read, unknown });
  }
  return { ...gatherReads(reads), writings };
}

async function imported(sources: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const out = await realFolder(options.out);
  const foreign = await foreignFile.ofImport(out);
  if (foreign !== null) return { kind: "foreign", path: foreign };
  const known = await knownSources(sources, options, out);
  if (isFailed(known)) return known;
  const folders = await openImageFolders(options);
  if (isFailed(folders)) return folders;
  const meaning = await meaningOf(known, options, out);
  if (isFailed(meaning)) return meaning;
  const read = await readAll(known, folders, meaning, options, out);
  const { signal } = options;
  const gathered = await withEarlierPages(read, { out, mappingSha: mappingSha(meaning), signal });
  const { bringsPages, sets, counts } = gathered;
  const pages = await hashTwins(gathered.pages, out, signal);
  const brought = await newWritings(out, gathered.writings);
  const problems = [...gathered.problems, ...brought.problems];
  options.onProgress?.({ phase: "writing", done: 0, total: null });
  const written = { bringsPages, pages, problems, sets, mapping: meaning.isThere ? null : meaning.mapping };
  await writeImport(out, written, signal);
  const failed = await keepWritings(out, brought.writings, problemsFile(out, written));
  return {
    kind: "imported",
    problemsFile: problemsFile(out, written),
    pages: pages.length,
    issues: new Set(pages.map(({ issue_id }) => issue_id)).size,
    counts,
    writings: failed === null ? brought.writings.length : 0,
    sets: sets.map(({ name, records }) => ({ name, records: records.length })),
    problems: problemTally(failed === null ? problems : [...problems, failed]),
    unmapped: problems.filter(({ code }) => code === "unmapped-category").map(({ detail }) => detail ?? ""),
    mapping: meaning.mapping,
    mappingFrom: meaning.from,
    suggestion: meaning.suggestion,
  };
}

/**
 * Imports annotated pages and question sets into a benchmark's folder: pages.jsonl, problems.jsonl, mapping.json and
 * sets/*.jsonl, in place of those of an earlier import; question sets alone, and sources of which no page could be read,
 * leave its pages, and a file that cannot be read leaves those that came from it. Writings that a set brings are added to
 * those of the folder. Damage in the sources is told in problems.jsonl and the rest is imported; whatever else goes wrong is a
 * result, and then the folder stays as it was, but for a suggested mapping. Only writings that cannot be added, which come
 * last, are a problem of the result.
 */
export async function importAnnotated(sources: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const { as = null, signal } = options;
  const known = sourceReaders.map(({ id }) => id);
  if (as !== null && !known.includes(as)) return { kind: "unknown-reader", id: as, known };
  try {
    return await imported(sources, options);
  } catch (error) {
    if (signal?.aborted === true) return { kind: "aborted" };
    return { kind: "unwritable", path: options.out, reason: codeOf(error) };
  }
}
