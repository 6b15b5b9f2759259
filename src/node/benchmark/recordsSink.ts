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

/** The files that a page came from are not in the export, and where they lie is a matter of their machine. */
function withoutFiles(page: PageRecord): PageRecord {
  const { annotations, ...rest } = page.source;
  const source = annotations === undefined ? page.source : rest;
  return { ...page, source: { ...source, saliency: null } };
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
    let rows = 0;
    for (const page of kept) {
      const own = await this.pageOf(page);
      if (own === null) continue;
      await growing.write(`${JSON.stringify(withoutFiles(own))}\n`);
      rows++;
    }
    await growing.end(rows);
  }

  /** The page with its image in the export; null where that cannot be read: a path that leads nowhere is none. */
  private async pageOf(page: PageRecord): Promise<PageRecord | null> {
    const path = this.images.get(page.id) ?? (await this.imageOf(page));
    const file = path === null ? null : this.parts.files.at(path);
    if (path === null || file === null) return null;
    const mime = mimes[path.split(".").at(-1) ?? ""] ?? page.image.mime;
    return { ...page, image: { ...page.image, path, sha256: file.sha256, bytes: file.bytes, mime } };
  }

  private async imageOf({ id, image }: PageRecord): Promise<string | null> {
    const { path, width, height } = image;
    const planned: PlannedImage = { role: "page", part: null, marks: [], aside: null, width, height };
    const made = await this.parts.maker.make({ id, page_id: id, image: path, width, height }, [planned]);
    return made.kind === "images" ? (made.images[0]?.path ?? null) : null;
  }
}
