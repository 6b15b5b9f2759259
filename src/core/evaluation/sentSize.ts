import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";
import type { ImageSettings } from "./evaluationSettings.js";

type Limits = Pick<ImageSettings, "maxSide" | "maxPixels" | "minPixels" | "multiple">;

const longest = ({ width, height }: Size): number => Math.max(width, height);

/** Shrinks to both limits, the ratio of the sides kept; never enlarges. */
function shrunk({ width, height }: Size, { maxSide, maxPixels }: Limits): Size {
  const bySide = maxSide === null ? 1 : maxSide / Math.max(width, height);
  const byPixels = maxPixels === null ? 1 : Math.sqrt(maxPixels / (width * height));
  const factor = Math.min(1, bySide, byPixels);
  if (factor === 1) return { width, height };
  const side = (length: number): number => Math.max(1, Math.floor(length * factor + 1e-9));
  return { width: side(width), height: side(height) };
}

/** In multiples as smart_resize has them, with the longest side below its limit, too. */
function inMultiples(size: Size, multiple: number, { maxSide, maxPixels, minPixels }: Limits): Size | null {
  const start = maxSide === null ? size : shrunk(size, { maxSide, maxPixels: null, minPixels: null, multiple: null });
  const limits = {
    factor: multiple,
    minPixels: minPixels ?? multiple * multiple,
    maxPixels: maxPixels ?? Number.MAX_SAFE_INTEGER,
  };
  const resized = smartResize(start, limits);
  if (resized.kind !== "resized") return null;
  if (maxSide === null || longest(resized.size) <= maxSide) return resized.size;
  // Rounding to the nearest multiple went over the edge.
  const most = Math.max(multiple, Math.floor(maxSide / multiple) * multiple);
  return { width: Math.min(most, resized.size.width), height: Math.min(most, resized.size.height) };
}

/**
 * The size in which an image is sent: with multiples as the model's own smart_resize makes it, so that the server changes
 * nothing and the numbers of boxes are known; else only as much smaller as the limits ask. Null: sides in a ratio that
 * the model's processor refuses.
 */
export function sentSize(size: Size, limits: Limits): Size | null {
  return limits.multiple === null ? shrunk(size, limits) : inMultiples(size, limits.multiple, limits);
}
