import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { ForeignDraft, QuestionSet, WantedImage } from "../../../core/benchmark/sources/foreignDraft.js";
import type { ForeignImage, ForeignQuestion } from "../../../core/benchmark/sources/foreignQuestion.js";
import { noCounts } from "../../../core/benchmark/sources/sourceCounts.js";
import type { PageImage } from "../../../core/benchmark/import/pageImage.js";
import type { OpenedSource } from "../import/openedSource.js";
import { recordPath } from "../import/recordPath.js";
import type { ReadContext, SourceRead } from "../import/sourceReader.js";
import { findPlaced } from "./findPlaced.js";
import { tableKind } from "./tableRow.js";
import { tableRows } from "./tableRows.js";

/** Rows between two looks at whether the import was stopped. */
const rowsAtOnce = 256;

/** What reading a set gathers. */
class SetReading {
  readonly records: ForeignQuestion[] = [];
  readonly problems: ImportProblem[] = [];
  private readonly ids = new Set<string>();
  /** Images by name: a set asks about one image many times. */
  private readonly found = new Map<string, Promise<PageImage>>();
  private readonly told = new Set<string>();
  private readonly source: OpenedSource;
  private readonly context: ReadContext;
  private readonly name: string;

  constructor(source: OpenedSource, context: ReadContext, name: string) {
    this.source = source;
    this.context = context;
    this.name = name;
  }

  tell(
    file: string,
    id: string | null,
    code: ImportProblem["code"],
    effect: ImportProblem["effect"],
    detail: string,
  ): void {
    this.problems.push({ file, annotation_id: id, code, effect, detail });
  }

  async add(draft: ForeignDraft, file: string, row: number): Promise<void> {
    if (this.ids.has(draft.id)) {
      this.tell(file, draft.id, "twice-the-id", "left-out", `row ${row}: the id stands in this set before`);
      return;
    }
    this.ids.add(draft.id);
    const images: ForeignImage[] = [];
    for (const wanted of draft.images) images.push(await this.imageOf(wanted, draft.id, file, row));
    const { options, alternatives, judge_scale: scale, ...rest } = draft;
    this.records.push({
      v: 1,
      kind: "foreign-question",
      ...rest,
      set: this.name,
      options: options.map(option => ({ ...option })),
      alternatives: [...alternatives],
      judge_scale: scale === null ? null : [...scale],
      images,
      source: { file, row },
    });
  }

  private async imageOf(wanted: WantedImage, id: string, file: string, row: number): Promise<ForeignImage> {
    if (wanted.kind === "cell") {
      const { role, column, index, name } = wanted;
      const path = recordPath(join(this.source.root, file), this.context.out);
      const format = tableKind(file) === "parquet" ? "parquet" : "json";
      return { kind: "cell", role, file: path, format, row, column, index, name };
    }
    const { role, name, hints } = wanted;
    const image = await this.find(name, hints);
    if (image.kind === "image") return { kind: "path", role, path: image.path, found: true, ...image.size };
    this.tellMissing(image, name, id, file);
    return { kind: "path", role, path: name, found: false, width: null, height: null };
  }

  private find(name: string, hints: readonly string[]): Promise<PageImage> {
    const known = this.found.get(name);
    if (known !== undefined) return known;
    const finding = findPlaced(this.context.images, [name], hints);
    this.found.set(name, finding);
    return finding;
  }

  private tellMissing(image: Exclude<PageImage, { kind: "image" }>, name: string, id: string, file: string): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    if (image.kind === "unreadable") this.tell(image.file, id, "unreadable-image", "noted", image.reason);
    else this.tell(file, id, "missing-image", "noted", image.outside ? `${name}: outside the source` : name);
  }
}

async function readTable(
  source: OpenedSource,
  path: string,
  set: QuestionSet,
  rows: string | null,
  reading: SetReading,
  signal: AbortSignal | undefined,
): Promise<void> {
  for await (const one of tableRows(source, path, rows, signal)) {
    if (one.kind === "fault") {
      const code = one.row === null ? "unreadable-file" : "bad-question";
      reading.tell(path, one.row === null ? null : `row ${one.row}`, code, "left-out", one.detail);
      continue;
    }
    const { drafts, faults } = set.read({ file: path, row: one.row, value: one.value });
    const effect = drafts.length === 0 ? "left-out" : "noted";
    for (const detail of faults) reading.tell(path, `row ${one.row}`, "bad-question", effect, detail);
    for (const draft of drafts) await reading.add(draft, path, one.row);
    if (one.row % rowsAtOnce !== 0) continue;
    await setImmediate();
    signal?.throwIfAborted();
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

/**
 * Reads the tables of a set of questions. What is wrong with a row leaves that row out; images are looked for and never
 * read. The set's file keeps its own name, by which it is found beside the others. Rejects with the signal's reason only.
 */
export async function readQuestionSet(
  source: OpenedSource,
  paths: readonly string[],
  set: QuestionSet,
  rows: string | null,
  context: ReadContext,
): Promise<SourceRead> {
  const { id: name } = set;
  const reading = new SetReading(source, context, name);
  for (const [at, path] of paths.entries()) {
    context.signal?.throwIfAborted();
    context.onProgress({ phase: "reading", done: at, total: paths.length });
    try {
      await readTable(source, path, set, rows, reading, context.signal);
    } catch (error) {
      context.signal?.throwIfAborted();
      reading.tell(path, null, "unreadable-file", "left-out", codeOf(error));
    }
  }
  const { records, problems } = reading;
  return { pages: [], sets: [{ name, records }], problems, counts: noCounts };
}
