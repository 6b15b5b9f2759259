import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";

/**
 * The visual tokens of an image of so many pixels, exactly: one for each `factor` × `factor` of the resized image. null for
 * a size that the processor refuses. 3000 × 4200 gives 16,050 with Qwen2.5-VL's own limits.
 */
export function visualTokens(image: Size, limits: ResizeLimits): number | null {
  const resized = smartResize(image, limits);
  if (resized.kind !== "resized") return null;
  return (resized.size.width / limits.factor) * (resized.size.height / limits.factor);
}
