import type { ResizeLimits } from "./resizeLimits.js";
import { roundHalfEven } from "./roundHalfEven.js";
import type { Size } from "./size.js";

/** Sides whose ratio is above this are refused by the model's own processor. */
const maxAspectRatio = 200;

export type SmartResize =
  | { readonly kind: "resized"; readonly size: Size }
  | { readonly kind: "aspect-ratio"; readonly ratio: number }
  | { readonly kind: "empty" };

/**
 * The size in which the model sees a page: both sides a multiple of `factor`, the number of pixels within the limits,
 * the aspect ratio kept as well as that allows. Same arithmetic as `smart_resize` of qwen_vl_utils (vision_process.py),
 * with Python's rounding; and as in the processor of transformers a side never falls below one factor, where
 * qwen_vl_utils would give 0, which no image has.
 */
export function smartResize(page: Size, limits: ResizeLimits): SmartResize {
  const { width, height } = page;
  if (!(width > 0 && height > 0)) return { kind: "empty" };
  const ratio = Math.max(width, height) / Math.min(width, height);
  if (ratio > maxAspectRatio) return { kind: "aspect-ratio", ratio };
  return { kind: "resized", size: resized(width, height, limits) };
}

function resized(width: number, height: number, { factor, minPixels, maxPixels }: ResizeLimits): Size {
  const nearest = (side: number): number => Math.max(factor, roundHalfEven(side / factor) * factor);
  const pixels = nearest(width) * nearest(height);
  if (pixels > maxPixels) {
    const beta = Math.sqrt((height * width) / maxPixels);
    const down = (side: number): number => Math.max(factor, Math.floor(side / beta / factor) * factor);
    return { width: down(width), height: down(height) };
  }
  if (pixels < minPixels) {
    const beta = Math.sqrt(minPixels / (height * width));
    const up = (side: number): number => Math.ceil((side * beta) / factor) * factor;
    return { width: up(width), height: up(height) };
  }
  return { width: nearest(width), height: nearest(height) };
}
