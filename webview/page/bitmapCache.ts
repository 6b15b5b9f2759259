import type { PageBitmap } from "./pageBitmap.js";

const bytesOf = (bitmap: ImageBitmap | null) => (bitmap === null ? 0 : bitmap.width * bitmap.height * 4);

/** Decoded pages, the latest used last. Keeps at most `budget` bytes and closes what it drops. */
export class BitmapCache {
  readonly #budget: number;
  readonly #pages = new Map<string, { page: PageBitmap; bytes: number }>();
  #bytes = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Bytes of the decoded bitmaps that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): PageBitmap | undefined {
    const entry = this.#pages.get(key);
    if (entry === undefined) return undefined;
    this.#pages.delete(key);
    this.#pages.set(key, entry);
    return entry.page;
  }

  /** Keeps a page as the latest one; it stays even when it alone is over the budget. */
  put(key: string, page: PageBitmap): void {
    this.drop(key);
    const bytes = bytesOf(page.full) + bytesOf(page.small);
    this.#pages.set(key, { page, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#budget || oldest === key) break;
      this.drop(oldest);
    }
  }

  drop(key: string): void {
    const entry = this.#pages.get(key);
    if (entry === undefined) return;
    this.#pages.delete(key);
    this.#bytes -= entry.bytes;
    entry.page.full.close();
    entry.page.small?.close();
  }
}
