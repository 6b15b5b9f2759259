import { createHash } from "node:crypto";
import { canonicalJson } from "../../core/benchmark/canonicalJson.js";
import type { ExportedImage } from "../../core/benchmark/export/exportedQuestion.js";
import type { ExportOptions } from "../../core/benchmark/export/exportOptions.js";
import { isCleanPage, type PlannedImage } from "../../core/benchmark/export/plannedImage.js";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { QuestionRecord } from "../../core/benchmark/questionRecord.js";
import { drawImage } from "./drawImage.js";
import type { ExportFiles } from "./exportFiles.js";
import type { PageFailure, PageImage } from "./pageImage.js";
import type { PagePool, PooledPage } from "./pagePool.js";

export type MadeImages =
  | {
      readonly kind: "images";
      readonly images: readonly ExportedImage[];
      /** The same for questions whose images are the same. */ readonly key: string;
    }
  | PageFailure;

type Bytes = Pick<ExportedImage, "width" | "height"> & { readonly bytes: Uint8Array; readonly ending: "png" | "jpg" };
type ReadPage = Extract<PooledPage, { readonly kind: "page" }>;
/** What is needed of a question, or of a page that no question is about. */
export type ImageOwner = Pick<QuestionRecord, "id" | "page_id" | "image" | "width" | "height">;
type Options = Pick<ExportOptions, "images" | "format" | "quality"> & {
  /** What paths in the data begin with; null: they count from the file that names them. */
  readonly prefix: string | null;
  /** Whose images are those that were imported, or none. */
  readonly pages: readonly PageRecord[];
};

/** Whether the file of a page can be taken as it is: nothing is to be drawn, and every reader sees it alike. */
function isAsWanted(page: PageImage, format: Options["format"]): boolean {
  if (page.hasOrientation || (page.kind !== "png" && page.kind !== "jpg")) return false;
  return format === "same" || format === (page.kind === "jpg" ? "jpeg" : "png");
}

const plainName = /^[a-z0-9][a-z0-9_-]{1,79}$/;

/** A name for a file, whatever an identifier holds: paths, other alphabets, capitals that a disk may not tell apart. */
function fileName(id: string): string {
  return plainName.test(id) ? id : `x-${createHash("sha256").update(id).digest("hex").slice(0, 16)}`;
}

/** Makes the images of questions, as bytes or as files of the export, each image of a set of files once. */
export class ImageMaker {
  private readonly pool: PagePool;
  private readonly files: ExportFiles;
  private readonly options: Options;
  private readonly stored: ReadonlyMap<string, PageRecord["image"]>;
  private readonly saved = new Map<string, Promise<ExportedImage>>();
  private readonly names = new Set<string>();

  constructor(pool: PagePool, files: ExportFiles, options: Options) {
    this.pool = pool;
    this.files = files;
    this.options = options;
    this.stored = new Map(options.pages.map(({ image }) => [image.path, image]));
  }

  /** Rejects when a file cannot be written. */
  async make(question: ImageOwner, planned: readonly PlannedImage[]): Promise<MadeImages> {
    const keys = planned.map(image => this.keyOf(question, image));
    const key = keys.join();
    const known = keys.map(one => this.saved.get(one)).filter(one => one !== undefined);
    if (known.length === planned.length) return { kind: "images", images: await Promise.all(known), key };
    const { image: path, width, height } = question;
    const page = await this.pool.get({ image: path, width, height, stored: this.stored.get(path) });
    if (page.kind === "failed") return page;
    const images = await Promise.all(planned.map((image, at) => this.one(page, question, image, at)));
    return { kind: "images", images, key };
  }

  private keyOf({ page_id: page, image, width, height }: ImageOwner, planned: PlannedImage): string {
    const { part, marks, aside } = planned;
    return createHash("sha256").update(canonicalJson({ page, image, width, height, part, marks, aside })).digest("hex");
  }

  private async one(page: ReadPage, question: ImageOwner, planned: PlannedImage, at: number): Promise<ExportedImage> {
    if (this.options.images === "bytes") return { ...(await this.bytesOf(page, planned)), path: null };
    const key = this.keyOf(question, planned);
    const name = isCleanPage(planned)
      ? fileName(question.page_id)
      : `${fileName(question.id)}${at === 0 ? "" : `-${at + 1}`}`;
    const saving = this.saved.get(key) ?? this.save(name, this.bytesOf(page, planned));
    this.saved.set(key, saving);
    return saving;
  }

  private async save(name: string, made: Promise<Bytes>): Promise<ExportedImage> {
    const { bytes, width, height, ending } = await made;
    const path = `images/${this.freeName(name)}.${ending}`;
    await this.files.write(path, bytes);
    const { prefix } = this.options;
    return { path: prefix === null ? path : `${prefix.replace(/\/+$/, "")}/${path}`, bytes: null, width, height };
  }

  /** A page and a question may be called the same. */
  private freeName(name: string): string {
    let free = name;
    for (let more = 2; this.names.has(free); more++) free = `${name}-x${more}`;
    this.names.add(free);
    return free;
  }

  private async bytesOf({ page, bytes }: ReadPage, planned: PlannedImage): Promise<Bytes> {
    const { width, height } = planned;
    if (isCleanPage(planned) && isAsWanted(page, this.options.format))
      return { bytes, width, height, ending: page.kind === "jpg" ? "jpg" : "png" };
    const { format, ...drawn } = await drawImage(page, planned, this.options);
    return { bytes: drawn.bytes, width, height, ending: format === "jpeg" ? "jpg" : "png" };
  }
}
