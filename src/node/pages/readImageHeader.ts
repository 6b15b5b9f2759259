import { open } from "node:fs/promises";
import type { ImageHeader, ImageHeaderRead } from "./imageHeader.js";
import { imageKind } from "./imageKind.js";
import type { PageLimits } from "./pageLimits.js";

/** The path of a file, or the bytes of one. */
export type ImageSource = string | Uint8Array;

type Limits = Pick<PageLimits, "maxPixels" | "maxFileBytes">;

/** An image's size in bytes, and the first of them. */
async function look(source: ImageSource): Promise<{ readonly bytes: number; readonly start: Uint8Array }> {
  if (typeof source !== "string") return { bytes: source.length, start: source.subarray(0, 32) };
  const handle = await open(source, "r");
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(32), 0, 32, 0);
    return { bytes: size, start: buffer.subarray(0, bytesRead) };
  } finally {
    await handle.close();
  }
}

async function readHeader(source: ImageSource): Promise<ImageHeader> {
  // sharp is native and slow to load, and most windows never open a page.
  const { default: sharp } = await import("sharp");
  // libvips would remember a file by its name and keep the size of one that was rewritten.
  sharp.cache(false);
  // Metadata are read without decoding, so that our own limit can name the size it refuses.
  const { width, height, orientation = 1 } = await sharp(source, { limitInputPixels: false }).metadata();
  const isTurned = orientation >= 5;
  const rotated = isTurned ? { width: height, height: width } : { width, height };
  return { size: { width, height }, orientation, rotated };
}

/**
 * Reads the size and orientation of an image without decoding it. The kind is told by the first bytes, so that nothing but
 * pictures that a window can show reaches a decoder. Rejects with what the file system throws.
 */
export async function readImageHeader(source: ImageSource, limits: Limits): Promise<ImageHeaderRead> {
  const { bytes, start } = await look(source);
  if (imageKind(start) === null) return { kind: "no-image" };
  if (bytes > limits.maxFileBytes) return { kind: "too-large", bytes };
  let header: ImageHeader;
  try {
    header = await readHeader(source);
  } catch (error) {
    return { kind: "broken", message: error instanceof Error ? error.message : String(error) };
  }
  const { width, height } = header.size;
  if (width * height > limits.maxPixels) return { kind: "too-many-pixels", size: header.size };
  return { kind: "header", header };
}
