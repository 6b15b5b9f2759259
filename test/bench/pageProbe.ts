import { BitmapCache } from "../../webview/page/bitmapCache.js";
import { loadPage } from "../../webview/page/loadPage.js";
import { drawCrop } from "../../webview/trajectory/drawCrop.js";
import type { Box } from "../../src/core/page/box.js";

const size = { width: 8000, height: 6000 };
const megabyte = 1024 * 1024;

const load = (mostBytes: number) =>
  loadPage("/large.png", { size, applyOrientation: false, mostBytes, signal: new AbortController().signal });

/** Milliseconds of each crop, the drawing itself included: reading a pixel waits for it. */
async function cropTimes(count: number): Promise<number[]> {
  const page = await load(512 * megabyte);
  const times = Array.from({ length: count }, (_, index) => {
    const [x, y] = [(index * 997) % 6400, (index * 1511) % 4800];
    const box: Box = [x, y, x + 400 + (index % 7) * 200, y + 300 + (index % 5) * 180];
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [304, 192];
    const before = performance.now();
    drawCrop(canvas, page, box);
    canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
    return performance.now() - before;
  });
  page.full.close();
  page.small?.close();
  return times;
}

/** The most bytes of decoded bitmaps that were ever kept while pages came one after the other, and the budget. */
async function mostBytes(budget: number, pages: number): Promise<number> {
  const cache = new BitmapCache(budget);
  let most = 0;
  for (let index = 0; index < pages; index++) {
    cache.put(String(index), await load(budget));
    most = Math.max(most, cache.bytes);
  }
  return most;
}

declare global {
  interface Window {
    probe: { cropTimes: typeof cropTimes; mostBytes: typeof mostBytes };
  }
}

window.probe = { cropTimes, mostBytes };
