import type { ResizeLimits } from "../page/resizeLimits.js";
import { defaultResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";

/** Sides that LLaMA-Factory's plugin for Qwen2-VL makes of a too small or too long image (data/mm_plugin.py). */
const leastSide = 28;
const longestRatio = 200;
const keptRatio = 180;

function scaled({ width, height }: Size, pixels: number): Size {
  const factor = Math.sqrt(pixels / (width * height));
  return { width: Math.trunc(width * factor), height: Math.trunc(height * factor) };
}

/** `_preprocess_image` of LLaMA-Factory: the image is scaled to the limits by itself, without any grid. */
function preprocessed(page: Size, { maxPixels, minPixels }: ResizeLimits): Size {
  let size = page;
  if (size.width * size.height > maxPixels) size = scaled(size, maxPixels);
  if (size.width * size.height < minPixels) size = scaled(size, minPixels);
  size = { width: Math.max(size.width, leastSide), height: Math.max(size.height, leastSide) };
  if (size.width / size.height > longestRatio) size = { ...size, width: size.height * keptRatio };
  if (size.height / size.width > longestRatio) size = { ...size, height: size.width * keptRatio };
  return size;
}

/**
 * The size in which a model sees a page under LLaMA-Factory: scaled to the limits first and put onto the grid after it, by
 * the processor's own limits. The result may have a row of tiles more than `smart_resize` alone, which verl uses with the
 * same limits. null for what the processor refuses.
 */
export function llamaFactoryGrid(page: Size, limits: ResizeLimits): Size | null {
  if (!(page.width > 0 && page.height > 0)) return null;
  const resized = smartResize(preprocessed(page, limits), { ...defaultResizeLimits, factor: limits.factor });
  return resized.kind === "resized" ? resized.size : null;
}
