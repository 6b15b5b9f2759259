import type { Box } from "../../src/core/page/box.js";
import type { PageBitmap } from "../page/pageBitmap.js";

/** Fills a canvas with the part of a page that a box (in page pixels) holds. */
export function drawCrop(canvas: HTMLCanvasElement, page: PageBitmap, [x1, y1, x2, y2]: Box): void {
  const context = canvas.getContext("2d");
  if (context === null || page.full.width === 0) return;
  const along = page.full.width / page.width;
  const down = page.full.height / page.height;
  context.imageSmoothingQuality = "medium";
  context.clearRect(0, 0, canvas.width, canvas.height);
  const [width, height] = [(x2 - x1) * along, (y2 - y1) * down];
  context.drawImage(page.full, x1 * along, y1 * down, width, height, 0, 0, canvas.width, canvas.height);
}
