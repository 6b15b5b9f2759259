import { readFile } from "node:fs/promises";
import type { Sharp } from "sharp";
import { imageKind } from "../pages/imageKind.js";

/** The longest side of a page in an exported file, in pixels. */
const longestSide = 1800;
/** Larger images are not decoded. */
const mostPixels = 400_000_000;

export interface EmbeddedPage {
  /** A `data:` URI. */
  readonly uri: string;
  /** Of the embedded image to the page: 1 where it was not made smaller. */
  readonly factor: number;
}

interface PageFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Whether the page is shown as its EXIF orientation turns it. */
  readonly isTurned: boolean;
}

/**
 * Opens a page for sharp. An SVG is given as bytes: one that is opened by its path may take in other files from beside it.
 * It is drawn at the size that it will have, as far as `factor` makes it smaller: 72 dots an inch draw a unit as a pixel.
 */
async function open({ path }: PageFile, factor: number): Promise<Sharp> {
  // Native and slow to load: only an export pays for it.
  const { default: sharp } = await import("sharp");
  const bytes = await readFile(path);
  const density = Math.max(1, 72 * factor);
  return imageKind(bytes) === "svg"
    ? sharp(bytes, { limitInputPixels: mostPixels, density })
    : sharp(bytes, { limitInputPixels: mostPixels });
}

/** A page as it is embedded in a file: a JPEG of bounded size, white where it is transparent. Null when it cannot be read. */
export async function embeddedPage(page: PageFile): Promise<EmbeddedPage | null> {
  const { width, height, isTurned } = page;
  const factor = Math.min(1, longestSide / Math.max(width, height));
  try {
    const opened = await open(page, factor);
    const size = { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
    const drawn = (isTurned ? opened.rotate() : opened)
      .resize({ ...size, fit: "fill" })
      .flatten({ background: "#fff" });
    const bytes = await drawn.jpeg({ quality: 82 }).toBuffer();
    return { uri: `data:image/jpeg;base64,${bytes.toString("base64")}`, factor };
  } catch {
    // The page is left blank, and the file says so.
    return null;
  }
}
