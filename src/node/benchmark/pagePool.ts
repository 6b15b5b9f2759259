import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import type { PageRecord } from "../../core/benchmark/pageRecord.js";
import type { Size } from "../../core/page/size.js";
import { isPlainPath } from "../pages/isPlainPath.js";
import { defaultPageLimits } from "../pages/pageLimits.js";
import { openPage } from "./openPage.js";
import type { PageFailure, PageImage } from "./pageImage.js";
import { RecentlyMade } from "./recentlyMade.js";
import { recordFiles } from "./recordFiles.js";

/** A page whose image is read and decoded. */
export type PooledPage =
  { readonly kind: "page"; readonly page: PageImage; readonly file: string; readonly bytes: Buffer } | PageFailure;

type StoredFile = Pick<PageRecord["image"], "sha256" | "bytes">;

export interface WantedPage extends Size {
  /** As in a record: relative to the benchmark's folder, or absolute. */
  readonly image: string;
  /** What was known of its file when it was imported: another one is refused. */
  readonly stored?: StoredFile | undefined;
}

const failed = (code: PageFailure["code"], detail: string): PageFailure => ({ kind: "failed", code, detail });

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);

/** The bytes of an image file; a pipe or a device is never waited for. `image`: as it is told, by no path of this machine. */
async function bytesOf(file: string, image: string): Promise<Buffer | PageFailure> {
  const handle = await open(file, "r").catch(codeOf);
  if (typeof handle === "string") return failed("missing-image", `${image}: ${handle}`);
  try {
    const found = await handle.stat();
    if (!found.isFile()) return failed("missing-image", `${image}: no file`);
    if (found.size > defaultPageLimits.maxFileBytes) return failed("too-large", `${found.size} bytes`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** What shows that the file is another one than was imported; null: nothing does. */
function changeOf(bytes: Buffer, { sha256, bytes: length }: StoredFile): PageFailure | null {
  if (length !== undefined && length !== bytes.length)
    return failed("image-changed", `${bytes.length} bytes, imported ${length}`);
  if (sha256 === null) return null;
  const found = createHash("sha256").update(bytes).digest("hex");
  return found === sha256 ? null : failed("image-changed", `SHA-256 ${found}, imported ${sha256}`);
}

/** The last pages that were decoded, so that the questions of a page share one decoding. Bounded by their number. */
export class PagePool {
  private readonly fileOf: (path: string) => string;
  private readonly pages: RecentlyMade<Promise<PooledPage>>;

  constructor(folder: string, most: number) {
    this.fileOf = recordFiles(folder);
    this.pages = new RecentlyMade(most);
  }

  /** Never rejects. */
  get(wanted: WantedPage): Promise<PooledPage> {
    const key = JSON.stringify([wanted.image, wanted.width, wanted.height]);
    return this.pages.get(key, () => this.load(wanted));
  }

  private async load({ image, stored, ...size }: WantedPage): Promise<PooledPage> {
    if (!isPlainPath(image)) return failed("missing-image", image);
    const file = this.fileOf(image);
    try {
      const bytes = await bytesOf(file, image);
      if (!Buffer.isBuffer(bytes)) return bytes;
      const opened = await openPage(bytes, size);
      if (opened.kind === "failed") return opened;
      const change = stored === undefined ? null : changeOf(bytes, stored);
      return change ?? { ...opened, file, bytes };
    } catch (error) {
      return failed("unreadable-image", error instanceof Error ? error.message : String(error));
    }
  }
}
