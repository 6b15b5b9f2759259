import { resolve } from "node:path";
import type { ExportManifest } from "../../core/benchmark/export/exportManifest.js";
import { exportOptions, type AskedExport, type ExportOptions } from "../../core/benchmark/export/exportOptions.js";
import { ExportTally } from "../../core/benchmark/export/exportTally.js";
import type { LeftOut } from "../../core/benchmark/export/leftOut.js";
import { prepareQuestion, type PreparedQuestion } from "../../core/benchmark/export/prepareQuestion.js";
import { selectQuestions } from "../../core/benchmark/export/selectQuestions.js";
import { splitLeaks } from "../../core/benchmark/export/splitLeaks.js";
import { splitNames } from "../../core/benchmark/pageRecord.js";
import { builtInPrompts } from "../../core/benchmark/prompts/builtInPrompts.js";
import type { PromptTemplate } from "../../core/benchmark/promptTemplate.js";
import { drawnAtOnce } from "./drawnAtOnce.js";
import { ExportFiles } from "./exportFiles.js";
import { beginFolder, endFolder, exportManifestName, exportPlace, takePlace } from "./exportFolder.js";
import type { ExportResult } from "./exportResult.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";
import { hashTwins } from "./hashTwins.js";
import { ImageMaker } from "./imageMaker.js";
import { realFolder } from "./import/recordPath.js";
import { inOrder } from "./inOrder.js";
import { openSink } from "./openSink.js";
import { PagePool } from "./pagePool.js";
import { readExportSource, type ExportSource } from "./readExportSource.js";

/** How far an export is. */
export interface ExportProgress {
  readonly phase: "export";
  readonly done: number;
  readonly total: number;
}

export interface ExportRequest {
  /** Of the benchmark. */
  readonly folder: string;
  readonly out: string;
  readonly asked: AskedExport;
  /** Of this program, for the manifest. */
  readonly version: string;
  /** Where the build has what travels to training hosts: `dist/trainer`. */
  readonly trainerFolder: string;
  /** In place of the built-in ones. */
  readonly prompts?: readonly PromptTemplate[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ExportProgress) => void) | undefined;
}

/** An export that has been found possible. */
interface Export {
  readonly request: ExportRequest;
  readonly options: ExportOptions;
  readonly source: ExportSource;
  readonly prepared: readonly PreparedQuestion[];
  readonly leftOut: LeftOut[];
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Split by split, each in the order of its lines: every file grows from its beginning to its end. */
const bySplit = (prepared: readonly PreparedQuestion[]): readonly PreparedQuestion[] =>
  splitNames.flatMap(split => prepared.filter(({ question }) => question.split === split));

function prepareAll(request: ExportRequest, options: ExportOptions, source: ExportSource): Export {
  const { kept, leftOut } = selectQuestions(source.questions, options);
  const pages = new Map(source.pages.map(page => [page.id, page]));
  const prepared: PreparedQuestion[] = [];
  const missing: LeftOut[] = [];
  for (const question of kept) {
    const { id, task, page_id: pageId } = question;
    const page = pages.get(pageId) ?? null;
    // Without any pages beside them questions stand for themselves: they name their image.
    const isOrphan = page === null && pages.size > 0;
    const made = isOrphan ? null : prepareQuestion(question, page, request.prompts ?? builtInPrompts, options);
    if (made !== null) prepared.push(made);
    else missing.push({ id, task, code: isOrphan ? "no-page" : "no-prompt", detail: isOrphan ? pageId : null });
  }
  return { request, options, source, prepared: bySplit(prepared), leftOut: [...leftOut, ...missing] };
}

/** Draws and writes every question; those that cannot be drawn are left out. False where it was aborted. */
async function writeQuestions(work: Export, maker: ImageMaker, sink: ExportSink, tally: ExportTally): Promise<boolean> {
  const { prepared, leftOut, request } = work;
  const draw = async (one: PreparedQuestion) => ({ one, made: await maker.make(one.question, one.plan.images) });
  let done = 0;
  for await (const { one, made } of inOrder(prepared, drawnAtOnce(), draw)) {
    if (request.signal?.aborted === true) return false;
    const { question, asked, plan, hasMarks } = one;
    const { id, task } = question;
    if (made.kind === "failed") leftOut.push({ id, task, code: made.code, detail: made.detail });
    else {
      const { images, key: imageKey } = made;
      const exported: MadeQuestion = { question, asked, input: plan.input, images, hasMarks, imageKey };
      const code = await sink.add(exported);
      if (code === null) tally.add(exported);
      else leftOut.push({ id, task, code, detail: null });
    }
    done++;
    request.onProgress?.({ phase: "export", done, total: prepared.length });
  }
  await sink.finish();
  return request.signal?.aborted !== true;
}

function manifestOf(work: Export, tally: ExportTally, files: ExportFiles): ExportManifest {
  const { request, options, source, leftOut } = work;
  const { manifest } = source;
  return {
    v: 1,
    kind: "export",
    tool: { name: "rollout-loupe", version: request.version },
    from: {
      id: manifest?.id ?? null,
      name: manifest?.name ?? null,
      version: manifest?.version ?? null,
      questions_sha256: source.questionsSha,
      reviews_sha256: source.reviewsSha,
    },
    licence_note: manifest?.licence_note ?? "",
    options,
    ...tally.result(),
    left_out: leftOut,
    files: [...files.list],
  };
}

/** What paths of images begin with in the data; null: they count from the file that names them. */
const prefixOf = ({ to, images, imageRoot }: ExportOptions, out: string): string | null =>
  to === "vlmevalkit" && images === "paths" ? (imageRoot ?? out) : imageRoot;

async function writeExport(work: Export, making: string, files: ExportFiles): Promise<ExportResult> {
  const { request, options, source, prepared } = work;
  const out = await realFolder(request.out);
  const pool = new PagePool(resolve(request.folder), 2 * drawnAtOnce());
  const maker = new ImageMaker(pool, files, { ...options, prefix: prefixOf(options, out), pages: source.pages });
  const tally = new ExportTally(options);
  const { pages } = source;
  const sink = openSink({ options, files, maker, pages, prepared, trainerFolder: request.trainerFolder });
  if (!(await writeQuestions(work, maker, sink, tally))) return { kind: "aborted" };
  const manifest = manifestOf(work, tally, files);
  if (manifest.images.count === 0) return { kind: "nothing", leftOut: manifest.left_out };
  await files.write(exportManifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  await takePlace(making, out);
  return { kind: "exported", out, manifest, damaged: source.damaged };
}

/** Writes beside the place first: whatever happens, the place holds what it held or the whole export. */
async function inPlace(work: Export): Promise<ExportResult> {
  // A link stays one: what is renamed is the folder that it leads to.
  const out = await realFolder(work.request.out);
  const place = await exportPlace(out);
  if (place.kind === "taken") return { kind: "taken", out, example: place.example };
  const begun = await beginFolder(out);
  const files = new ExportFiles(begun.making);
  try {
    return await writeExport(work, begun.making, files);
  } finally {
    await files.close();
    await endFolder(begun);
  }
}

/** Hashes of the images that more than one page may have; null where it was aborted. */
async function imagesOf({ pages }: ExportSource, request: ExportRequest): Promise<ReadonlyMap<string, string> | null> {
  // An import by an earlier version left them out.
  const hashed = await hashTwins(pages, resolve(request.folder), request.signal).catch(() => null);
  const known = hashed?.flatMap(({ id, image }) => (image.sha256 === null ? [] : [[id, image.sha256] as const]));
  return known === undefined ? null : new Map(known);
}

/**
 * Exports the questions of a benchmark's folder for a trainer or an evaluation harness, with a manifest that says what
 * it holds. The same folder and options give the same bytes. Never rejects, and writes all of it or nothing.
 */
export async function exportBenchmark(request: ExportRequest): Promise<ExportResult> {
  const found = exportOptions(request.asked);
  if (found.kind === "unfit") return found;
  const source = await readExportSource(resolve(request.folder), request.signal);
  if (source.kind !== "source") return source;
  const images = await imagesOf(source, request);
  if (images === null) return { kind: "aborted" };
  const leaks = splitLeaks(source.questions, source.manifest?.cluster ?? "page", images);
  if (leaks.length > 0) return { kind: "leak", leaks };
  const work = prepareAll(request, found.options, source);
  if (work.prepared.length === 0) return { kind: "nothing", leftOut: work.leftOut };
  try {
    return await inPlace(work);
  } catch (error) {
    return { kind: "unwritable", path: resolve(request.out), reason: messageOf(error) };
  }
}
