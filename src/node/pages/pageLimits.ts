/** Bounds for what is looked at on the way to a page. */
export interface PageLimits {
  /** Largest image that may be decoded, in pixels: 60,000 × 60,000 would take 14 GB. */
  readonly maxPixels: number;
  readonly maxFileBytes: number;
  /** Of an SVG image, whose drawing takes much more time and memory for each of its bytes. */
  readonly maxSvgBytes: number;
  /** Of the index of image folders. */
  readonly maxEntries: number;
  readonly maxDepth: number;
  /** An older index of image folders is made anew before a page is called missing. */
  readonly maxIndexAgeMs: number;
  /** Bytes of a Parquet column chunk that may be decoded for one image. */
  readonly maxChunkBytes: number;
}

export const defaultPageLimits: PageLimits = {
  maxPixels: 0x3fff * 0x3fff,
  maxFileBytes: 256 * 2 ** 20,
  maxSvgBytes: 16 * 2 ** 20,
  maxEntries: 200_000,
  maxDepth: 8,
  maxIndexAgeMs: 30_000,
  maxChunkBytes: 1024 * 2 ** 20,
};
