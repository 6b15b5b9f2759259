import type { OverlayOptions, Sharp } from "sharp";
import type { ImageOptions } from "../../core/benchmark/export/imageOptions.js";
import { asideGap } from "../../core/benchmark/export/planImages.js";
import type { PlannedImage } from "../../core/benchmark/export/plannedImage.js";
import { markOverlays } from "../../core/benchmark/marks/markOverlays.js";
import type { Size } from "../../core/page/size.js";
import type { WholeBox } from "../../core/benchmark/wholeBox.js";
import type { PageImage } from "./pageImage.js";

/** An image of a question, as a file's bytes. */
export interface DrawnImage {
  readonly bytes: Uint8Array;
  readonly format: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
}

const channels = 3;
const white = Buffer.alloc(1, 0xff);

/** Pixels of a part of a page. */
function cut({ pixels, width }: PageImage, [x1, y1, x2, y2]: WholeBox): Buffer {
  const row = (x2 - x1) * channels;
  const part = Buffer.allocUnsafe(row * (y2 - y1));
  for (let y = y1; y < y2; y++)
    pixels.copy(part, (y - y1) * row, (y * width + x1) * channels, (y * width + x2) * channels);
  return part;
}

/** The page on the left, a part of it on the right in the middle of the height, white between and around. */
function withAside(page: PageImage, planned: PlannedImage, aside: WholeBox): Buffer {
  const pixels = Buffer.alloc(planned.width * planned.height * channels, white);
  const row = planned.width * channels;
  const pageRow = page.width * channels;
  for (let y = 0; y < page.height; y++) page.pixels.copy(pixels, y * row, y * pageRow, (y + 1) * pageRow);
  const part = cut(page, aside);
  const partRow = (aside[2] - aside[0]) * channels;
  const [high, left] = [aside[3] - aside[1], (page.width + asideGap(page)) * channels];
  const top = Math.floor((page.height - high) / 2);
  for (let y = 0; y < high; y++) part.copy(pixels, (top + y) * row + left, y * partRow, (y + 1) * partRow);
  return pixels;
}

function pixelsOf(page: PageImage, planned: PlannedImage): Buffer {
  if (planned.aside !== null) return withAside(page, planned, planned.aside);
  return planned.part === null ? page.pixels : cut(page, planned.part);
}

/** Marks of a page with something beside it stay those of the page: they are as large as without it, and never beside it. */
function overlaysOf(page: PageImage, { marks, aside, width, height }: PlannedImage): OverlayOptions[] {
  const size = aside === null ? { width, height } : page;
  return markOverlays(marks, size).map(({ left, top, svg }) => ({ left, top, input: Buffer.from(svg) }));
}

function encoded(image: Sharp, format: DrawnImage["format"], quality: number): Sharp {
  // Lines of a drawing bleed where colours are stored at half the resolution.
  return format === "png" ? image.png() : image.jpeg({ quality, chromaSubsampling: "4:4:4" });
}

/** An image of a question before it is encoded: three bytes a pixel, row by row. Rejects with what sharp says. */
export async function drawPixels(page: PageImage, planned: PlannedImage): Promise<Size & { readonly pixels: Buffer }> {
  const { width, height } = planned;
  const pixels = pixelsOf(page, planned);
  const overlays = overlaysOf(page, planned);
  if (overlays.length === 0) return { pixels, width, height };
  const { default: sharp } = await import("sharp");
  const image = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false });
  return { pixels: await image.composite(overlays).removeAlpha().raw().toBuffer(), width, height };
}

/** Draws an image of a question on its decoded page. Rejects with what sharp says. */
export async function drawImage(
  page: PageImage,
  planned: PlannedImage,
  { format: wanted, quality }: Pick<ImageOptions, "format" | "quality">,
): Promise<DrawnImage> {
  const { default: sharp } = await import("sharp");
  const { width, height } = planned;
  const format = wanted === "same" ? (page.kind === "jpg" ? "jpeg" : "png") : wanted;
  const image = sharp(pixelsOf(page, planned), { raw: { width, height, channels }, limitInputPixels: false });
  const overlays = overlaysOf(page, planned);
  // What is laid over brings transparency along, which a page has none of.
  const drawn = overlays.length === 0 ? image : image.composite(overlays).removeAlpha();
  const bytes = await encoded(drawn, format, quality).toBuffer();
  return { bytes, format, width, height };
}
