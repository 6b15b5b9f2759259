import { setImmediate } from "node:timers/promises";
import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import { attributeMeaningsOf, type AttributeMeanings } from "../../../core/benchmark/import/attributeValues.js";
import { readMapping } from "../../../core/benchmark/import/readMapping.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { placeSourcePage, type PlaceOptions } from "../../../core/benchmark/sources/placeSourcePage.js";
import { addCounts, noCounts, type SourceCounts } from "../../../core/benchmark/sources/sourceCounts.js";
import type { SourcePage, SourcePages } from "../../../core/benchmark/sources/sourcePage.js";
import type { XmlElement } from "../../../core/benchmark/sources/xmlElement.js";
import { xmlProblems } from "../../../core/benchmark/sources/xmlProblems.js";
import type { OpenedSource } from "../import/openedSource.js";
import { readSourceFile } from "../import/readSourceFile.js";
import type { ReadContext, SourceRead } from "../import/sourceReader.js";
import { findPlaced } from "./findPlaced.js";
import { readXml } from "./readXml.js";

/** Larger than any book's annotations; a tree of elements takes many times the bytes of its text. */
const mostXmlBytes = 64 * 2 ** 20;

/** What a reader of a form of XML is told. */
export interface XmlFile {
  readonly root: XmlElement;
  readonly file: string;
  /** Its name without folders and ending. */
  readonly stem: string;
  readonly dataset: string;
  readonly meanings: AttributeMeanings;
}

/** Null: the file is read for what it says of others and has no pages of its own. */
export type PagesOfXml = (file: XmlFile) => SourcePages | null;

export const stemOf = (path: string): string => (path.split("/").at(-1) ?? path).replace(/\.[^.]*$/, "");

/** Reads one XML file; its own damage is among the problems. Rejects with the signal's reason only. */
export async function readXmlFile(
  source: OpenedSource,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly root: XmlElement | null; readonly problems: readonly ImportProblem[] }> {
  const read = await readSourceFile(source, path, signal, mostXmlBytes);
  if (read.kind === "unreadable") {
    const detail = read.reason;
    return {
      root: null,
      problems: [{ file: path, annotation_id: null, code: "unreadable-file", effect: "left-out", detail }],
    };
  }
  const xml = readXml(read.bytes);
  return { root: xml.root, problems: xmlProblems(path, xml) };
}

interface Sums {
  readonly pages: PageRecord[];
  readonly problems: ImportProblem[];
  counts: SourceCounts;
}

async function placeAll(
  pages: readonly SourcePage[],
  context: ReadContext,
  options: PlaceOptions,
  sums: Sums,
): Promise<void> {
  for (const page of pages) {
    context.signal?.throwIfAborted();
    const image = await findPlaced(context.images, page.image_names, page.hints);
    const placed = placeSourcePage(page, image, options);
    if (placed.page !== null) sums.pages.push(placed.page);
    sums.problems.push(...placed.problems);
    sums.counts = addCounts(sums.counts, placed.counts);
  }
}

const mappingOf = (value: unknown): AnnotationMapping | null => {
  const read = value === null ? null : readMapping(value);
  return read?.kind === "read" ? read.mapping : null;
};

/**
 * Reads files of one form of XML and lays their pages on their images, file by file, so that no more than one book is held
 * besides the records. A mapping is not needed; one that is given says what attributes mean which the form itself does not
 * know. Rejects with the signal's reason only.
 */
export async function readSourcePages(
  source: OpenedSource,
  paths: readonly string[],
  pagesOf: PagesOfXml,
  dataset: string,
  context: ReadContext,
): Promise<SourceRead> {
  const mapping = mappingOf(context.mapping);
  const meanings = mapping === null ? [] : attributeMeaningsOf(mapping);
  const name = context.dataset ?? dataset;
  const options: PlaceOptions = {
    dataset: name,
    keeps: context.keepsPagesWithoutImage,
    depth_larger: mapping?.depth.larger ?? "farther",
  };
  const sums: Sums = { pages: [], problems: [], counts: noCounts };
  for (const [at, path] of paths.entries()) {
    context.onProgress({ phase: "reading", done: at, total: paths.length });
    const { root, problems } = await readXmlFile(source, path, context.signal);
    sums.problems.push(...problems);
    const read = root && pagesOf({ root, file: path, stem: stemOf(path), dataset: name, meanings });
    if (read !== null) {
      sums.problems.push(...read.problems);
      await placeAll(read.pages, context, options, sums);
    }
    // Parsing holds the thread; between two files whoever waits may run.
    await setImmediate();
  }
  return { ...sums, sets: [] };
}
