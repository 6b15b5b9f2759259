import type { Size } from "../../src/core/page/size.js";
import { svgRoot } from "../../src/core/page/svgRoot.js";

/** Pixels of the bitmap for one page pixel, at most: lettering stays sharp when a person zooms in. */
const sharpest = 2;
/** Of the bytes for all pages that are kept, the part that may go into drawing one sharper than its pixels. */
const share = 1 / 8;

interface DrawOptions {
  /** Size of the page, from its head. */
  readonly size: Size;
  /** The factor (at most 1) by which the bitmap has to be smaller than the page. */
  readonly factor: number;
  /** Upper bound for all decoded pages. */
  readonly mostBytes: number;
}

/** How many pixels a side of the bitmap has for one of the page. */
function scaleOf({ size: { width, height }, factor, mostBytes }: DrawOptions): number {
  const room = Math.sqrt((mostBytes * share) / (width * height * 4));
  return factor < 1 ? factor : Math.max(1, Math.min(sharpest, room));
}

/**
 * True when the browser gives the image the size that its head says. A style may give it another, and then the drawing
 * would not lie under its boxes. Without two sides in pixels only the shape is given, or a browser's 300 × 150.
 */
function hasSize(image: HTMLImageElement, { width, height }: Size): boolean {
  const [across, down] = [image.naturalWidth, image.naturalHeight];
  if (Math.abs(across - width) <= 1 && Math.abs(down - height) <= 1) return true;
  const isShape = Math.abs(across - (down * width) / height) <= 1 || Math.abs(down - (across * height) / width) <= 1;
  return isShape || (across === 300 && down === 150);
}

/**
 * Draws an SVG page. It is only ever an image: in one, no browser runs scripts, follows links or loads anything else.
 *
 * @throws when it cannot be decoded, or has another size than was said
 */
export async function drawSvg(bytes: Uint8Array<ArrayBuffer>, options: DrawOptions): Promise<ImageBitmap> {
  const { width, height } = options.size;
  const root = svgRoot(bytes);
  if (root.kind !== "svg") throw new Error(root.kind);
  const isSame = root.size.width === width && root.size.height === height;
  const url = URL.createObjectURL(new Blob([bytes], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    if (!isSame || !hasSize(image, options.size))
      throw new Error(`${image.naturalWidth} × ${image.naturalHeight}, not ${width} × ${height}`);
    const scale = scaleOf(options);
    const canvas = new OffscreenCanvas(Math.max(1, Math.floor(width * scale)), Math.max(1, Math.floor(height * scale)));
    const context = canvas.getContext("2d");
    if (context === null) throw new Error(`${canvas.width} × ${canvas.height}`);
    // Where a page is bare, there is paper.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.transferToImageBitmap();
  } finally {
    URL.revokeObjectURL(url);
  }
}
