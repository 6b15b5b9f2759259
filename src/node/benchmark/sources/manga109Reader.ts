import { manga109Pages, manga109Speakers, type Speakers } from "../../../core/benchmark/sources/manga109Pages.js";
import type { OpenedSource } from "../import/openedSource.js";
import type { ReadContext, SourceReader, SourceRead } from "../import/sourceReader.js";
import { isComixBeginning } from "./isComixBeginning.js";
import { readSourcePages } from "./readSourcePages.js";
import { readXmlFile } from "./readXmlFile.js";
import { stemOf } from "./stemOf.js";
import { xmlBeginning } from "./xmlBeginning.js";

const bookStart = /^<book\b/;
const linkElement = "<speaker_to_text";

const folderOf = (path: string): string => path.split("/").at(-2) ?? "";

/** The releases bring older versions of the same books: `annotations`, else the newest `annotations.v…`. */
function newestVersions(paths: readonly string[]): readonly string[] {
  const folders = [...new Set(paths.map(folderOf))].filter(folder => /^annotations\.v/i.test(folder));
  const rank = (path: string): number => {
    const at = folders.toSorted().indexOf(folderOf(path));
    return at === -1 ? folders.length : at;
  };
  const best = new Map<string, string>();
  for (const path of paths) {
    const known = best.get(stemOf(path));
    if (known === undefined || rank(path) > rank(known)) best.set(stemOf(path), path);
  }
  const kept = new Set(best.values());
  return paths.filter(path => kept.has(path));
}

interface Books {
  readonly books: readonly string[];
  /** Files of Manga109Dialog, which say who speaks in a book of the same name. */
  readonly dialogs: readonly string[];
}

async function booksOf(source: OpenedSource, isNamed: boolean): Promise<Books> {
  const [books, dialogs] = [new Array<string>(), new Array<string>()];
  for (const { path } of source.files) {
    if (!/\.xml$/i.test(path)) continue;
    const beginning = await xmlBeginning(source, path);
    const isBook = bookStart.test(beginning) && !isComixBeginning(beginning);
    if (!isBook && !isNamed) continue;
    if (beginning.includes(linkElement)) dialogs.push(path);
    else books.push(path);
  }
  return { books: newestVersions(books), dialogs };
}

async function read(source: OpenedSource, { books, dialogs }: Books, context: ReadContext): Promise<SourceRead> {
  const speakers = new Map<string, Speakers>();
  const problems: SourceRead["problems"][number][] = [];
  const stems = new Set(books.map(stemOf));
  for (const path of dialogs) {
    const { root, problems: own } = await readXmlFile(source, path, context.signal);
    problems.push(...own);
    if (root !== null) speakers.set(stemOf(path), manga109Speakers(root));
    if (stems.has(stemOf(path))) continue;
    const detail = "who speaks, of a book whose annotations are not here";
    problems.push({ file: path, annotation_id: null, code: "no-page", effect: "left-out", detail });
  }
  const pages = await readSourcePages(
    source,
    books,
    ({ root, file, stem, dataset }) =>
      manga109Pages(root, { file, stem, dataset, speakers: speakers.get(stem) ?? new Map() }),
    "manga109",
    context,
  );
  return { ...pages, problems: [...problems, ...pages.problems] };
}

/** Manga109: a book a file, with Manga109Dialog's links where they lie beside it. */
export const manga109Reader: SourceReader = {
  id: "manga109",
  detect: async (source, isNamed) => {
    const found = await booksOf(source, isNamed);
    const files = [...found.books, ...found.dialogs];
    if (files.length === 0) return null;
    return { files, names: () => Promise.resolve(null), read: context => read(source, found, context) };
  },
};
