import type { Size } from "../../core/page/size.js";
import { defaultPageLimits } from "../pages/pageLimits.js";
import { readImageHeader } from "../pages/readImageHeader.js";
import type { ImageHeader, ImageHeaderRead } from "../pages/imageHeader.js";
import type { PageFailure, PageImage } from "./pageImage.js";

export type OpenedPage = { readonly kind: "page"; readonly page: PageImage } | PageFailure;

const isSize = (a: Size, b: Size): boolean => a.width === b.width && a.height === b.height;

/**
 * Whether a page is turned as its EXIF orientation says: where its record counts pixels of the turned page. A record
 * whose size fits both ways counts pixels as stored, which is how trainers read the file.
 */
export function isTurned({ size, rotated }: ImageHeader, recorded: Size): boolean | null {
  if (isSize(size, recorded)) return false;
  return isSize(rotated, recorded) ? true : null;
}

const failed = (code: PageFailure["code"], detail: string): PageFailure => ({ kind: "failed", code, detail });

function refusalOf(read: Exclude<ImageHeaderRead, { readonly kind: "header" }>): PageFailure {
  switch (read.kind) {
    case "no-image":
    case "no-size":
    case "entities":
      return failed("unreadable-image", read.kind);
    case "broken":
      return failed("unreadable-image", read.message);
    case "too-large":
      return failed("too-large", `${read.bytes} bytes`);
    case "too-many-pixels":
      return failed("too-large", `${read.size.width} × ${read.size.height}`);
  }
}

async function decode(bytes: Uint8Array, header: ImageHeader, turned: boolean): Promise<PageImage> {
  // Native and slow to load: only who draws pays for it.
  const { default: sharp } = await import("sharp");
  const opened = sharp(bytes, { limitInputPixels: false });
  const { data, info } = await (turned ? opened.autoOrient() : opened)
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { pixels: data, width, height, kind: header.format, hasOrientation: header.orientation !== 1 };
}

/** Decodes a page from the bytes of its file. `recorded` is the size that its boxes count in. Never rejects. */
export async function openPage(bytes: Uint8Array, recorded: Size): Promise<OpenedPage> {
  try {
    const read = await readImageHeader(bytes, defaultPageLimits);
    if (read.kind !== "header") return refusalOf(read);
    const { size } = read.header;
    const turned = isTurned(read.header, recorded);
    if (turned === null) return failed("wrong-size", `${size.width} × ${size.height}`);
    return { kind: "page", page: await decode(bytes, read.header, turned) };
  } catch (error) {
    return failed("unreadable-image", error instanceof Error ? error.message : String(error));
  }
}
