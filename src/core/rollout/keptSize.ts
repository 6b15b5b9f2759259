import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";

/** Longer numbers are no image's. */
const told = /\(Image Size: (\d{1,5})x(\d{1,5})\)/;

/**
 * The size in which a crop was kept for later calls: as the tool's reply tells it (Pixel-Reasoner and verl-tool write
 * "Image Size: 896x1204"), else as smart_resize makes it.
 */
export function keptSize(reply: string, cropped: Size, limits: ResizeLimits): Size {
  const [, width, height] = told.exec(reply.slice(0, 400)) ?? [];
  if (Number(width) > 0 && Number(height) > 0) return { width: Number(width), height: Number(height) };
  const resized = smartResize(cropped, limits);
  return resized.kind === "resized" ? resized.size : cropped;
}
