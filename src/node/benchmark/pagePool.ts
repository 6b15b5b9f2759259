import { open } from "node:fs/promises";
import { isAbsolute, join, normalize, sep } from "node:path";
import type { Size } from "../../core/page/size.js";
import { isPlainPath } from "../pages/isPlainPath.js";
import { defaultPageLimits } from "../pages/pageLimits.js";
import { openPage } from "./openPage.js";
import type { PageFailure, PageImage } from "./pageImage.js";

/** A page whose image is read and decoded. */
export type PooledPage =
  { readonly kind: "page"; readonly page: PageImage; readonly file: string; readonly bytes: Buffer } | PageFailure;

export interface WantedPage extends Size {
  /** As in a record: relative to the benchmark's folder, or absolute. */
  readonly image: string;
}

const failed = (code: PageFailure["code"], detail: string): PageFailure => ({ kind: "failed", code, detail });

/** Where the image of a record is; null for what is no path, or leads out of the folder that it counts from. */
export function imagePath(folder: string, image: string): string | null {
  if (!isPlainPath(image)) return null;
  if (isAbsolute(image)) return image;
  const inner = normalize(image);
  return inner === ".." || inner.startsWith(`..${sep}`) ? null : join(folder, inner);
}

/** The bytes of an image file; a pipe or a device is never waited for. */
async function bytesOf(file: string): Promise<Buffer | PageFailure> {
  const handle = await open(file, "r").catch((error: unknown) => String(error));
  if (typeof handle === "string") return failed("missing-image", handle);
  try {
    const found = await handle.stat();
    if (!found.isFile()) return failed("missing-image", file);
    if (found.size > defaultPageLimits.maxFileBytes) return failed("too-large", `${found.size} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** The last pages that were decoded, so that the questions of a page share one decoding. Bounded by their number. */
export class PagePool {
  private readonly folder: string;
  private readonly most: number;
  private readonly pages = new Map<string, Promise<PooledPage>>();

  constructor(folder: string, most: number) {
    this.folder = folder;
    this.most = most;
  }

  /** Never rejects. */
  get(wanted: WantedPage): Promise<PooledPage> {
    const key = JSON.stringify([wanted.image, wanted.width, wanted.height]);
    const found = this.pages.get(key) ?? this.load(wanted);
    this.pages.delete(key);
    this.pages.set(key, found);
    for (const oldest of this.pages.keys()) {
      if (this.pages.size <= this.most) break;
      this.pages.delete(oldest);
    }
    return found;
  }

  private async load({ image, ...size }: WantedPage): Promise<PooledPage> {
    const file = imagePath(this.folder, image);
    if (file === null) return failed("missing-image", image);
    try {
      const bytes = await bytesOf(file);
      if (!Buffer.isBuffer(bytes)) return bytes;
      const opened = await openPage(bytes, size);
      return opened.kind === "failed" ? opened : { ...opened, file, bytes };
    } catch (error) {
      return failed("unreadable-image", error instanceof Error ? error.message : String(error));
    }
  }
}
