import { setImmediate } from "node:timers/promises";
import type { AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import { attributeMeaningsOf, type AttributeMeanings } from "../../../core/benchmark/import/attributeValues.js";
import { readMapping } from "../../../core/benchmark/import/readMapping.js";
import type { PageImage } from "../../../core/benchmark/import/pageImage.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { placeSourcePage, type PlaceOptions } from "../../../core/benchmark/sources/placeSourcePage.js";
import { addCounts, noCounts, type SourceCounts } from "../../../core/benchmark/sources/sourceCounts.js";
import type { SourcePage, SourcePages } from "../../../core/benchmark/sources/sourcePage.js";
import type { XmlElement } from "../../../core/benchmark/sources/xmlElement.js";
import { fromFiles, recordPathIn } from "../import/fromFiles.js";
import type { OpenedSource } from "../import/openedSource.js";
import type { ReadContext, SourceRead, UnreadFile } from "../import/sourceReader.js";
import { findPlaced } from "./findPlaced.js";
import { readXmlFile } from "./readXmlFile.js";
import { stemOf } from "./stemOf.js";

/** Headers that are read at a time: sharp has four threads of its own. */
const imagesAtOnce = 8;

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

interface Sums {
  readonly pages: PageRecord[];
  readonly problems: ImportProblem[];
  readonly unread: UnreadFile[];
  counts: SourceCounts;
}

/** Images of a book's pages, in the order of the pages. */
async function findImages(pages: readonly SourcePage[], context: ReadContext): Promise<readonly PageImage[]> {
  const found: PageImage[] = [];
  const queue = pages.entries();
  const work = async () => {
    for (const [at, page] of queue) {
      context.signal?.throwIfAborted();
      found[at] = await findPlaced(context.images, page.image_names, page.hints);
    }
  };
  await Promise.all(Array.from({ length: imagesAtOnce }, work));
  return found;
}

async function placeAll(
  pages: readonly SourcePage[],
  context: ReadContext,
  options: PlaceOptions,
  sums: Sums,
  file: string,
): Promise<void> {
  const images = await findImages(pages, context);
  for (const [at, page] of pages.entries()) {
    const placed = placeSourcePage(page, images[at] ?? { kind: "missing", outside: false }, options);
    if (placed.page !== null) sums.pages.push(fromFiles(placed.page, [file]));
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
  const sums: Sums = { pages: [], problems: [], unread: [], counts: noCounts };
  const pathOf = recordPathIn(source, context.out);
  for (const [at, path] of paths.entries()) {
    context.onProgress({ phase: "reading", done: at, total: paths.length });
    const { root, problems } = await readXmlFile(source, path, context.signal);
    sums.problems.push(...problems);
    if (root === null) sums.unread.push({ file: path, path: pathOf(path) });
    const read = root && pagesOf({ root, file: path, stem: stemOf(path), dataset: name, meanings });
    if (read !== null) {
      sums.problems.push(...read.problems);
      await placeAll(read.pages, context, options, sums, pathOf(path));
    }
    // Parsing holds the thread; between two files whoever waits may run.
    await setImmediate();
  }
  return { ...sums, sets: [] };
}
