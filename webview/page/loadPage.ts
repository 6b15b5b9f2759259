import { blankOrientation } from "../../src/core/page/blankOrientation.js";
import type { Size } from "../../src/core/page/size.js";
import { svgRoot } from "../../src/core/page/svgRoot.js";
import { drawSvg } from "./drawSvg.js";
import type { PageBitmap } from "./pageBitmap.js";

const smallSide = 2000;

interface LoadOptions {
  /** Size of the page as it will be shown, from its header. */
  readonly size: Size;
  readonly applyOrientation: boolean;
  /** Upper bound for the decoded page, its small copy included. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
}

/** The factor (at most 1) that makes a page fit into a number of bytes, with room for its small copy. */
function shrinkToFit({ width, height }: Size, mostBytes: number): number {
  const room = Math.max(mostBytes - smallSide * smallSide * 4, mostBytes / 2);
  return Math.min(1, Math.sqrt(room / (width * height * 4)));
}

async function smallCopy(full: ImageBitmap): Promise<ImageBitmap | null> {
  const factor = smallSide / Math.max(full.width, full.height);
  if (factor >= 0.8) return null;
  return createImageBitmap(full, {
    resizeWidth: Math.max(1, Math.round(full.width * factor)),
    resizeHeight: Math.max(1, Math.round(full.height * factor)),
    resizeQuality: "medium",
  });
}

interface Decoding extends LoadOptions {
  /** Of the bitmap's sides to the page's, at most 1. */
  readonly factor: number;
}

/**
 * Chromium always applies the EXIF orientation, and trainers never see it applied: so the tag is blanked in the bytes
 * unless the user wants otherwise.
 */
async function decodePixels(bytes: Uint8Array<ArrayBuffer>, options: Decoding): Promise<ImageBitmap> {
  const { width, height } = options.size;
  const { factor } = options;
  const blob = new Blob([options.applyOrientation ? bytes : new Uint8Array(blankOrientation(bytes))]);
  const resize =
    factor < 1
      ? {
          resizeWidth: Math.max(1, Math.floor(width * factor)),
          resizeHeight: Math.max(1, Math.floor(height * factor)),
        }
      : {};
  const full = await createImageBitmap(blob, { imageOrientation: "from-image", ...resize });
  if (factor === 1 && (full.width !== width || full.height !== height)) {
    const found = `${full.width} × ${full.height}`;
    full.close();
    throw new Error(`${found}, not ${width} × ${height}`); // boxes would lie on the wrong places
  }
  return full;
}

/**
 * Fetches and decodes a page. Its kind is told by its bytes: a server goes by the file's name.
 *
 * @throws when the file cannot be read or decoded, has another size than was said, or the signal aborts
 */
export async function loadPage(uri: string, options: LoadOptions): Promise<PageBitmap> {
  const response = await fetch(uri, { signal: options.signal });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`.trim());
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isSvg = svgRoot(bytes).kind !== "no-svg";
  const decoding = { ...options, factor: shrinkToFit(options.size, options.mostBytes) };
  const full = await (isSvg ? drawSvg(bytes, decoding) : decodePixels(bytes, decoding));
  const { width, height } = options.size;
  return { full, small: await smallCopy(full), width, height };
}
