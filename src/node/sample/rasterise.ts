import { rename, writeFile } from "node:fs/promises";
import type { Size } from "../../core/page/size.js";

/** How a page is stored. The orientation is only a tag: pixels stay as drawn. */
export interface Raster {
  readonly format: "png" | "jpeg";
  readonly orientation: number | null;
  /** Another size than the drawing's, in pixels. */
  readonly resize?: Size | undefined;
  /** One channel. */
  readonly isGrey?: boolean | undefined;
}

/** Draws SVG text into an image file, one pixel of the file a unit of the SVG. Rejects when the file cannot be written. */
export async function rasterise(svg: string, file: string, raster: Raster): Promise<void> {
  // Native and slow to load: only a command that draws pays for it.
  const { default: sharp } = await import("sharp");
  const drawn = sharp(Buffer.from(svg), { unlimited: true }).flatten({ background: "#ffffff" });
  const sized = raster.resize === undefined ? drawn : drawn.resize({ ...raster.resize, fit: "fill" });
  const coloured = raster.isGrey === true ? sized.greyscale().toColourspace("b-w") : sized;
  const tagged = raster.orientation === null ? coloured : coloured.withMetadata({ orientation: raster.orientation });
  const encoded =
    raster.format === "png" ? tagged.png({ compressionLevel: 6 }) : tagged.jpeg({ quality: 90, mozjpeg: false });
  // Half a page under its own name would be taken for a page.
  await writeFile(`${file}.part`, await encoded.toBuffer());
  await rename(`${file}.part`, file);
}
