import type { Size } from "../../src/core/page/size.js";
import type { Camera } from "./camera.js";
import type { PageBitmap } from "./pageBitmap.js";
import { projection } from "./projection.js";

/** The bitmap that is sharp enough for a scale in device pixels per page pixel, and cheap. */
function bestBitmap({ full, small, width }: PageBitmap, scale: number): ImageBitmap {
  return small !== null && small.width / width >= scale ? small : full;
}

/**
 * Draws the visible part of a page. Only what can be seen is read from the bitmap: far faster than letting the canvas
 * clip a whole page of 48 million pixels.
 *
 * @param stage in CSS pixels; `ratio` turns them into pixels of the canvas
 */
export function drawPage(
  context: CanvasRenderingContext2D,
  page: PageBitmap | null,
  camera: Camera,
  stage: Size,
  ratio: number,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  if (page === null || page.full.width === 0) return; // a closed bitmap has no width
  const toPage = projection(camera, stage).toPage;
  const first = toPage({ x: 0, y: 0 });
  const last = toPage({ x: stage.width, y: stage.height });
  const [x1, y1] = [Math.max(0, first.x), Math.max(0, first.y)];
  const [x2, y2] = [Math.min(page.width, last.x), Math.min(page.height, last.y)];
  if (x1 >= x2 || y1 >= y2) return;
  const bitmap = bestBitmap(page, camera.scale * ratio);
  const [alongX, alongY] = [bitmap.width / page.width, bitmap.height / page.height];
  // Beyond two device pixels a page pixel is something to look at, not to be blurred.
  context.imageSmoothingEnabled = camera.scale * ratio < 2;
  const from = projection(camera, stage).boxToStage([x1, y1, x2, y2]);
  context.drawImage(
    bitmap,
    x1 * alongX,
    y1 * alongY,
    (x2 - x1) * alongX,
    (y2 - y1) * alongY,
    from[0],
    from[1],
    from[2] - from[0],
    from[3] - from[1],
  );
}
