import { createHash } from "node:crypto";
import type { WholeBox } from "../../core/benchmark/wholeBox.js";
import type { ImageSettings } from "../../core/evaluation/evaluationSettings.js";
import { sentSize } from "../../core/evaluation/sentSize.js";
import { defaultResizeLimits } from "../../core/page/resizeLimits.js";
import type { Size } from "../../core/page/size.js";
import { smartResize } from "../../core/page/smartResize.js";
import type { ImageFailure, SentImage } from "./sentImage.js";

/** Decoded pixels, three bytes each. */
export interface Pixels extends Size {
  readonly pixels: Buffer;
}

/** What an image shows: a part of the page, in its pixels, and of how many pixels of its own it is. */
export interface Place {
  readonly box: WholeBox;
  /** A page with something beside it is wider than what it shows of the page. */
  readonly size: Size;
}

/** As the model's own processor makes it of what was sent, where that is not the same already. */
function seenSize(sent: Size, { multiple }: ImageSettings): Size {
  if (multiple !== null) return sent;
  const seen = smartResize(sent, defaultResizeLimits);
  return seen.kind === "resized" ? seen.size : sent;
}

/** Of PNG: half the work of the usual 6 for files that are a twentieth larger, and many are made. */
const compressionLevel = 4;

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An image that is sent as it is: `bytes` of a file, or freshly encoded. */
export function sentAs(bytes: Uint8Array, sent: Size, place: Place, settings: ImageSettings): SentImage {
  const [x, y] = place.box;
  const part = [x, y, x + place.size.width, y + place.size.height] as const;
  const shown = { sent, seen: seenSize(sent, settings), part };
  const { width, height } = sent;
  return { bytes, mime: settings.mime, sha256: sha256(bytes), width, height, box: place.box, shown };
}

/**
 * Brings pixels to the size in which they are sent, as trainers' processors do it (bicubic), and encodes them. Rejects with
 * what sharp says.
 */
export async function encodeImage(
  image: Pixels,
  cut: WholeBox | null,
  place: Place,
  settings: ImageSettings,
): Promise<SentImage | ImageFailure> {
  const size = sentSize(place.size, settings);
  if (size === null)
    return { kind: "failed", code: "aspect-ratio", detail: `${place.size.width} × ${place.size.height}` };
  const { default: sharp } = await import("sharp");
  const { width, height, pixels } = image;
  let drawn = sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (cut !== null)
    drawn = drawn.extract({ left: cut[0], top: cut[1], width: cut[2] - cut[0], height: cut[3] - cut[1] });
  if (size.width !== place.size.width || size.height !== place.size.height)
    drawn = drawn.resize({ width: size.width, height: size.height, fit: "fill", kernel: "cubic" });
  const encoded =
    settings.mime === "image/png"
      ? drawn.png({ compressionLevel })
      : // Lines of a drawing bleed where colours are stored at half the resolution.
        drawn.jpeg({ quality: settings.quality, chromaSubsampling: "4:4:4" });
  return sentAs(await encoded.toBuffer(), size, place, settings);
}
