import { open } from "node:fs/promises";
import type { Size } from "../../core/page/size.js";
import { svgRoot } from "../../core/page/svgRoot.js";
import type { ImageHeader, ImageHeaderRead } from "./imageHeader.js";
import { imageKind, kindBytes, type ImageKind } from "./imageKind.js";
import type { PageLimits } from "./pageLimits.js";

/** The path of a file, or the bytes of one. */
export type ImageSource = string | Uint8Array;

type Limits = Pick<PageLimits, "maxPixels" | "maxFileBytes" | "maxSvgBytes">;

/** An image's size in bytes, and the first of them. */
async function look(source: ImageSource): Promise<{ readonly bytes: number; readonly start: Uint8Array }> {
  if (typeof source !== "string") return { bytes: source.length, start: source.subarray(0, kindBytes) };
  const handle = await open(source, "r");
  try {
    const { size } = await handle.stat();
    const room = Buffer.alloc(Math.min(size, kindBytes));
    const { buffer, bytesRead } = await handle.read(room, 0, room.length, 0);
    return { bytes: size, start: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

async function readHeader(source: ImageSource, format: ImageKind): Promise<ImageHeader> {
  // sharp is native and slow to load, and most windows never open a page.
  const { default: sharp } = await import("sharp");
  // libvips would remember a file by its name and keep the size of one that was rewritten.
  sharp.cache(false);
  // Metadata are read without decoding, so that our own limit can name the size it refuses.
  const { width, height, orientation = 1 } = await sharp(source, { limitInputPixels: false }).metadata();
  const isTurned = orientation >= 5;
  const rotated = isTurned ? { width: height, height: width } : { width, height };
  return { format, size: { width, height }, orientation, rotated };
}

const checked = (header: ImageHeader, { maxPixels }: Limits): ImageHeaderRead =>
  header.size.width * header.size.height > maxPixels
    ? { kind: "too-many-pixels", size: header.size }
    : { kind: "header", header };

/** An SVG is never decoded here: its head says its size, and what it refers to is left alone. */
function svgHeader(start: Uint8Array, limits: Limits): ImageHeaderRead {
  const root = svgRoot(start);
  const headerOf = (size: Size): ImageHeader => ({ format: "svg", size, orientation: 1, rotated: size });
  switch (root.kind) {
    case "svg":
      return checked(headerOf(root.size), limits);
    case "no-svg":
      return { kind: "no-image" };
    case "no-size":
    case "entities":
      return root;
  }
}

/**
 * Reads the size and orientation of an image without decoding it. The kind is told by the first bytes, so that nothing but
 * pictures that a window can show reaches a decoder. Rejects with what the file system throws.
 */
export async function readImageHeader(source: ImageSource, limits: Limits): Promise<ImageHeaderRead> {
  const { bytes, start } = await look(source);
  const kind = imageKind(start);
  if (kind === null) return { kind: "no-image" };
  if (bytes > (kind === "svg" ? limits.maxSvgBytes : limits.maxFileBytes)) return { kind: "too-large", bytes };
  if (kind === "svg") return svgHeader(start, limits);
  try {
    return checked(await readHeader(source, kind), limits);
  } catch (error) {
    return { kind: "broken", message: error instanceof Error ? error.message : String(error) };
  }
}
