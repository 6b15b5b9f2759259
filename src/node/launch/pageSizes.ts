import { dirname } from "node:path";
import type { QuestionImage } from "../../core/dataset/question.js";
import type { Size } from "../../core/page/size.js";
import { recordFiles } from "../benchmark/recordFiles.js";
import { readParquetImage } from "../dataset/readParquetImage.js";
import { isPlainPath } from "../pages/isPlainPath.js";
import { defaultPageLimits } from "../pages/pageLimits.js";
import { readImageHeader, type ImageSource } from "../pages/readImageHeader.js";

/**
 * Sizes of the pages of one dataset, each file looked at once. Trainers ignore EXIF orientation, and so do the sizes; and
 * they read no SVG, so that a page of that kind counts as one that cannot be read.
 */
export class PageSizes {
  private readonly known = new Map<string, Promise<Size | null>>();
  private readonly dataset: string;
  private readonly fileOf: (path: string) => string;

  /** `images`: the folder that paths count from; null: that of the dataset. Both absolute. */
  constructor(dataset: string, images: string | null) {
    this.dataset = dataset;
    // As a trainer's open() does, up from where the folder is and not from a link that leads to it.
    this.fileOf = recordFiles(images ?? dirname(dataset));
  }

  /** Of an image as a row names it; null when it cannot be read. Never rejects. */
  ofPath(path: string): Promise<Size | null> {
    if (!isPlainPath(path)) return Promise.resolve(null);
    const file = this.fileOf(path);
    return this.once(file, () => sizeOf(file));
  }

  of(image: QuestionImage): Promise<Size | null> {
    if (image.kind === "path") return this.ofPath(image.path);
    const { row, index } = image;
    return this.once(`#${row}.${index}`, async () => {
      const read = await readParquetImage(this.dataset, row, index, undefined, defaultPageLimits.maxChunkBytes);
      return read.kind === "bytes" ? sizeOf(read.bytes) : null;
    });
  }

  private once(key: string, look: () => Promise<Size | null>): Promise<Size | null> {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    // A page that is not there, or may not be read, is what is told.
    const size = look().catch(() => null);
    this.known.set(key, size);
    return size;
  }
}

async function sizeOf(source: ImageSource): Promise<Size | null> {
  const read = await readImageHeader(source, defaultPageLimits);
  return read.kind === "header" && read.header.format !== "svg" ? read.header.size : null;
}
