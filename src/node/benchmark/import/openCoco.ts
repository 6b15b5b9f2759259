import { setImmediate } from "node:timers/promises";
import { emptyMapping, type AnnotationMapping } from "../../../core/benchmark/annotationMapping.js";
import { annotationNamesOf } from "../../../core/benchmark/import/annotationNamesOf.js";
import type { CocoDraft } from "../../../core/benchmark/import/cocoDraft.js";
import { cocoPage } from "../../../core/benchmark/import/cocoPage.js";
import type { BesidePage, CocoReading } from "../../../core/benchmark/import/cocoReading.js";
import { cocoPlan, type CocoPlan } from "../../../core/benchmark/import/cocoPlan.js";
import { readMapping } from "../../../core/benchmark/import/readMapping.js";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { PageRecord } from "../../../core/benchmark/pageRecord.js";
import { fromFiles, recordPathIn } from "./fromFiles.js";
import type { OpenedSource } from "./openedSource.js";
import { parseCocoFiles, type ParsedCoco } from "./parseCocoFiles.js";
import type { DetectedSource, ReadContext, SourceRead } from "./sourceReader.js";

interface Opened extends ParsedCoco {
  readonly source: OpenedSource;
  readonly paths: readonly string[];
  readonly plan: CocoPlan;
}

/** Headers that are read at a time: sharp has four threads of its own. */
const imagesAtOnce = 8;
/** Pages between two looks at whether the import was stopped. */
const pagesAtOnce = 16;

const hintsOf = ({ split }: CocoDraft) => (split === null ? [] : [split]);

/** Images and maps of all pages, in the order of the pages. */
async function findImages(drafts: readonly CocoDraft[], context: ReadContext): Promise<readonly BesidePage[]> {
  const { images, signal, onProgress } = context;
  const found: BesidePage[] = [];
  const queue = drafts.entries();
  let done = 0;
  const work = async () => {
    for (const [at, draft] of queue) {
      signal?.throwIfAborted();
      const hints = hintsOf(draft);
      const [image, saliency] = [images.find(draft.name, hints), images.findSaliency(draft.name, hints)];
      found[at] = { image: await image, saliency: await saliency };
      onProgress({ phase: "images", done: ++done, total: drafts.length });
    }
  };
  await Promise.all(Array.from({ length: imagesAtOnce }, work));
  return found;
}

function missingSaliency(
  draft: CocoDraft,
  { saliency }: BesidePage,
  { images }: ReadContext,
): readonly ImportProblem[] {
  if (saliency !== null || !images.hasSaliency(hintsOf(draft))) return [];
  return [{ file: draft.file, annotation_id: null, code: "missing-saliency", effect: "noted", detail: draft.name }];
}

/** What the mapping leaves open, a line a category. */
function unmappedProblems(file: string, unmapped: ReadonlyMap<string, number>): readonly ImportProblem[] {
  return [...unmapped].map(([name, count]) => ({
    file,
    annotation_id: null,
    code: "unmapped-category",
    effect: "left-out",
    detail: `${name}: ${count}`,
  }));
}

/** Sums over the pages that were read. */
interface Gathered {
  readonly pages: PageRecord[];
  readonly problems: ImportProblem[];
  readonly unmapped: Map<string, number>;
  other: number;
  leftOut: number;
}

function gather(
  gathered: Gathered,
  draft: CocoDraft,
  beside: BesidePage,
  reading: CocoReading,
  pathOf: (file: string) => string,
): void {
  const read = cocoPage(draft, beside, reading);
  if (read.page !== null) gathered.pages.push(fromFiles(read.page, draft.files.map(pathOf)));
  gathered.problems.push(...read.problems);
  gathered.other += read.other;
  gathered.leftOut += read.leftOut;
  for (const [name, count] of read.unmapped) gathered.unmapped.set(name, (gathered.unmapped.get(name) ?? 0) + count);
}

const total = (pages: readonly PageRecord[], part: "panels" | "characters" | "bubbles") =>
  pages.reduce((sum, page) => sum + page[part].length, 0);

async function readPages(
  { plan, files, problems, source, paths }: Opened,
  reading: CocoReading,
  context: ReadContext,
): Promise<SourceRead> {
  const { signal, onProgress } = context;
  const besides = await findImages(plan.drafts, context);
  const pathOf = recordPathIn(source, context.out);
  const gathered: Gathered = { pages: [], problems: [], unmapped: new Map(), other: 0, leftOut: plan.lost };
  for (const [at, draft] of plan.drafts.entries()) {
    const beside = besides[at];
    if (beside === undefined) continue;
    gathered.problems.push(...missingSaliency(draft, beside, context));
    gather(gathered, draft, beside, reading, pathOf);
    if (at % pagesAtOnce !== 0) continue;
    onProgress({ phase: "pages", done: at, total: plan.drafts.length });
    await setImmediate();
    signal?.throwIfAborted();
  }
  const { pages, other, leftOut, unmapped } = gathered;
  const unread = paths.filter(path => !files.some(file => file.path === path));
  return {
    pages,
    sets: [],
    unread: unread.map(file => ({ file, path: pathOf(file) })),
    problems: [
      ...problems,
      ...plan.problems,
      ...unmappedProblems(files[0]?.path ?? "", unmapped),
      ...gathered.problems,
    ],
    counts: {
      annotations: plan.annotations,
      panels: total(pages, "panels"),
      characters: total(pages, "characters"),
      bubbles: total(pages, "bubbles"),
      other,
      left_out: leftOut,
    },
  };
}

/** A folder's name as a set's. */
const setName = (name: string) => name.toLowerCase().replace(/[^a-z0-9._-]+/g, "-") || "coco";

/** `dataset`: what the set is called where the person does not say; null: as its folder. */
export function openCoco(source: OpenedSource, paths: readonly string[], dataset: string | null): DetectedSource {
  let parsing: Promise<Opened> | null = null;
  const opened = async (signal: AbortSignal | undefined): Promise<Opened> => {
    const parsed = await parseCocoFiles(source, paths, signal);
    return { ...parsed, plan: cocoPlan(parsed.files), source, paths };
  };
  const mappingOf = (value: unknown): AnnotationMapping => {
    const read = readMapping(value);
    return read.kind === "read" ? read.mapping : emptyMapping;
  };
  return {
    files: paths,
    names: async signal => {
      const { files, plan } = await (parsing ??= opened(signal));
      return annotationNamesOf(files, plan);
    },
    mappingProblem: value => {
      const read = readMapping(value);
      return read.kind === "read" ? null : read.reason;
    },
    read: async context => {
      const reading: CocoReading = {
        dataset: context.dataset ?? dataset ?? setName(source.name),
        mapping: mappingOf(context.mapping),
        keepsPagesWithoutImage: context.keepsPagesWithoutImage,
      };
      context.onProgress({ phase: "reading", done: 0, total: paths.length });
      return readPages(await (parsing ??= opened(context.signal)), reading, context);
    },
  };
}
