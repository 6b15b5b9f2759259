import type { WholeBox } from "../../../core/benchmark/wholeBox.js";
import type { PageImage } from "../pageImage.js";

/** Models of the Qwen family take no image with a side below this, in pixels. */
const leastSide = 28;
const background = "#ffffff";

/**
 * Part of a decoded page as a PNG: at most `side` pixels on its longer side, never enlarged, never below 28 a side. Null:
 * nothing of it is on the page.
 */
export async function cropPart(page: PageImage, [x1, y1, x2, y2]: WholeBox, side: number): Promise<Uint8Array | null> {
  const { default: sharp } = await import("sharp");
  const { width, height, pixels } = page;
  const [left, top] = [Math.max(0, x1), Math.max(0, y1)];
  const part = { left, top, width: Math.min(width, x2) - left, height: Math.min(height, y2) - top };
  if (part.width < 1 || part.height < 1) return null;
  const { data, info } = await sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
    .extract(part)
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  // White is put beside what is too small: enlarged letters are no clearer.
  const right = Math.max(0, leastSide - info.width);
  const bottom = Math.max(0, leastSide - info.height);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  return sharp(data, { raw }).extend({ right, bottom, background }).png().toBuffer();
}
