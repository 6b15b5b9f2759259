import type { PlannedImage } from "../../core/benchmark/export/plannedImage.js";
import type { ExportOptions } from "../../core/benchmark/export/exportOptions.js";
import { splitNames, type PageRecord } from "../../core/benchmark/pageRecord.js";
import type { ExportFiles, GrowingFile } from "./exportFiles.js";
import type { ExportSink, MadeQuestion } from "./exportSink.js";
import type { ImageMaker } from "./imageMaker.js";

export interface RecordsParts {
  readonly files: ExportFiles;
  readonly maker: ImageMaker;
  readonly pages: readonly PageRecord[];
  readonly options: ExportOptions;
}

const mimes: Readonly<Record<string, string>> = { png: "image/png", jpg: "image/jpeg" };

/** Where annotations lie is a matter of the machine that they were imported on. */
function withoutFiles(page: PageRecord): PageRecord {
  const { annotations, ...source } = page.source;
  return annotations === undefined ? page : { ...page, source };
}

/** The records themselves: questions as people left them, their pages, and the images of the pages. */
export class RecordsSink implements ExportSink {
  private readonly parts: RecordsParts;
  private readonly images = new Map<string, string>();
  private file: GrowingFile | null = null;
  private rows = 0;

  constructor(parts: RecordsParts) {
    this.parts = parts;
  }

  async add({ question, images }: MadeQuestion): Promise<null> {
    const path = images[0]?.path ?? question.image;
    this.images.set(question.page_id, path);
    this.file ??= await this.parts.files.grow("questions.jsonl");
    await this.file.write(`${JSON.stringify({ ...question, image: path })}\n`);
    this.rows++;
    return null;
  }

  async finish(): Promise<void> {
    const { files, options, pages } = this.parts;
    await (this.file ?? (await files.grow("questions.jsonl"))).end(this.rows);
    // Of a part of the splits only its pages: the others are what it must not know.
    const isWhole = splitNames.every(split => options.splits.includes(split));
    const kept = pages.filter(({ id }) => isWhole || this.images.has(id));
    const growing = await files.grow("pages.jsonl");
    for (const page of kept) await growing.write(`${JSON.stringify(withoutFiles(await this.pageOf(page)))}\n`);
    await growing.end(kept.length);
  }

  /** The page with its image in the export. One whose image cannot be read keeps the path that it had. */
  private async pageOf(page: PageRecord): Promise<PageRecord> {
    const path = this.images.get(page.id) ?? (await this.imageOf(page));
    const file = path === null ? null : this.parts.files.at(path);
    if (path === null || file === null) return page;
    const mime = mimes[path.split(".").at(-1) ?? ""] ?? page.image.mime;
    return { ...page, image: { ...page.image, path, sha256: file.sha256, mime } };
  }

  private async imageOf({ id, image }: PageRecord): Promise<string | null> {
    const { path, width, height } = image;
    const planned: PlannedImage = { role: "page", part: null, marks: [], aside: null, width, height };
    const made = await this.parts.maker.make({ id, page_id: id, image: path, width, height }, [planned]);
    return made.kind === "images" ? (made.images[0]?.path ?? null) : null;
  }
}
