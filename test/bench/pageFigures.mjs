// How the page moves: an 8000 × 6000 page with 500 boxes in headless Chromium, in the built view itself.
import { fileURLToPath } from "node:url";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { frames } from "./frames.mjs";
import { listFigures } from "./listFigures.mjs";
import { harnessServer } from "../webview/harnessServer.mjs";

/** @typedef {import("./frames.mjs").Figure} Figure */

const budget = 256 * 1024 * 1024;

/**
 * Drags and zooms in turns, one input a frame, and notes when each frame began. Runs in the page.
 *
 * @param {number} frames
 * @returns {Promise<number[]>} milliseconds between frames
 */
function move(frames) {
  const stage = document.querySelector(".stage");
  if (stage === null) throw new Error("there is no stage");
  const { left, top, width, height } = stage.getBoundingClientRect();
  const at = (/** @type {number} */ n) => ({
    clientX: left + width / 2 + 120 * Math.sin(n / 9),
    clientY: top + height / 2 + 90 * Math.cos(n / 11),
  });
  /** @type {number[]} */
  const intervals = [];
  return new Promise(resolve => {
    let last = performance.now();
    let frame = 0;
    /** @param {number} now */
    const tick = now => {
      intervals.push(now - last);
      last = now;
      const options = { bubbles: true, cancelable: true, pointerId: 1, button: 0, ...at(frame) };
      if (frame % 40 === 0) stage.dispatchEvent(new PointerEvent("pointerdown", options));
      else if (frame % 40 < 20) stage.dispatchEvent(new PointerEvent("pointermove", options));
      else if (frame % 40 === 20) stage.dispatchEvent(new PointerEvent("pointercancel", options));
      else
        stage.dispatchEvent(
          new WheelEvent("wheel", { ...options, ctrlKey: true, deltaY: frame % 80 < 40 ? -4.5 : 4.5 }),
        );
      if (++frame < frames) requestAnimationFrame(tick);
      else resolve(intervals.slice(5));
    };
    requestAnimationFrame(tick);
  });
}

/** @param {import("playwright-core").Browser} browser @param {string} url @returns {Promise<Figure[]>} */
async function movingFigures(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.addInitScript(() => {
    // Synthetic events have no pointer to capture.
    Element.prototype.setPointerCapture = () => undefined;
  });
  await page.goto(`${url}?view=crowded`);
  await page.waitForFunction(
    () => document.querySelector(".paper") === null && document.querySelectorAll("[data-box]").length >= 500,
    null,
    { timeout: 60_000 },
  );
  const figures = await frames.figures(page, "page of 8000 × 6000 with 500 boxes", move);
  await page.close();
  return figures;
}

/** @param {import("playwright-core").Browser} browser @param {string} url @returns {Promise<Figure[]>} */
async function bitmapFigures(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}probe`);
  const crops = await page.evaluate(() => window.probe.cropTimes(60));
  const most = await page.evaluate(bytes => window.probe.mostBytes(bytes, 3), budget);
  await page.close();
  return [
    {
      name: "a crop from a decoded page of 8000 × 6000",
      target: "≤ 5 ms",
      measured: `${frames.median(crops).toFixed(1)} ms`,
      ok: frames.median(crops) <= 5,
    },
    {
      name: "decoded bitmaps kept, of their budget",
      target: "≤ 1.00",
      measured: (most / budget).toFixed(2),
      ok: most <= budget,
    },
  ];
}

/**
 * The figures of the page, measured in the browser that the other tests use.
 *
 * @returns {Promise<Figure[]>}
 */
export async function pageFigures() {
  const server = await harnessServer({
    probe: fileURLToPath(new URL("pageProbe.ts", import.meta.url)),
    strategies: "test/webview/strategiesPage.ts",
  });
  const browser = await launchBrowser();
  try {
    return [
      ...(await movingFigures(browser, server.url)),
      ...(await listFigures(browser, `${server.url}strategies`)),
      ...(await bitmapFigures(browser, server.url)),
    ];
  } finally {
    await browser.close();
    server.close();
  }
}
