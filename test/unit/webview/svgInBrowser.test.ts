import { isDeepStrictEqual } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HarnessBrowser } from "../../webview/harnessBrowser.js";
import { brokenSvgPages, svgPages } from "../../webview/svgPages.mjs";

let view: HarnessBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await HarnessBrowser.start();
}, 300_000);

afterAll(() => view.stop());

/** The second call's box, in page pixels; the page ends where it does on the right. */
const [x1, y1, x2, y2] = [905, 1228, 1700, 1720];

/** True for each page point at which the window shows the blue of the drawn box. */
const isBlue = (points: readonly (readonly [number, number])[]) =>
  view.page.locator(".stage canvas").evaluate((canvas: HTMLCanvasElement, wanted) => {
    const edge = document.querySelector<SVGRectElement>(".page-edge")!;
    const [outer, stage] = [edge.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const scale = outer.width / edge.width.baseVal.value;
    return wanted.map(([x, y]) => {
      const [left, top] = [outer.left - stage.left + x * scale, outer.top - stage.top + y * scale];
      const [red = 0, , blue = 0] = canvas.getContext("2d")!.getImageData(Math.round(left), Math.round(top), 1, 1).data;
      return blue > 200 && red < 60;
    });
  }, points);

/** Page points just inside (or, with a negative distance, outside of) the edges of the box that lie on the page. */
const besideEdges = (distance: number) =>
  [
    [x1 + distance, y1 + distance],
    [x1 + distance, y2 - distance],
    [(x1 + x2) / 2, y1 + distance],
    [(x1 + x2) / 2, y2 - distance],
    [x1 + distance, (y1 + y2) / 2],
  ] as const;

async function expectDrawnUnderBox(distance: number): Promise<void> {
  expect([...new Set(await isBlue(besideEdges(distance)))]).toEqual([true]);
  expect([...new Set(await isBlue(besideEdges(-distance)))]).toEqual([false]);
  await expect.poll(() => isBlue([[x2 - distance, y1 + distance]])).toEqual([true]);
}

describe("an SVG page", () => {
  beforeAll(() => view.open("view=plain", { width: 2400, height: 1700 }));
  afterAll(() => view.close());

  it.each(Object.keys(svgPages))("lies exactly under its boxes: %s", async name => {
    await view.show(name);
    await view.page.waitForSelector(`text=svg/${name}.svg,`);
    await view.act("fitPage");
    await view.waitForImage();
    // Fitted, a pixel of the window is about two of the page; zoomed, about one.
    await expectDrawnUnderBox(4);
    // Whichever call was selected for the page before, the second is now: selecting it again would let go of it.
    await view.act("selectCall1");
    await view.act("selectCall2");
    await view.act("zoomToCall");
    await view.frame();
    await expectDrawnUnderBox(2);
  });
});

describe("such a page", () => {
  afterEach(() => view.close());

  it("looks as the same drawing does when it comes as pixels, page and crops", async () => {
    /** Means of squares of 8 × 8 pixels: what differs is only how edges are smoothed. */
    const means = () =>
      view.page.evaluate(() =>
        [...document.querySelectorAll<HTMLCanvasElement>(".stage canvas, canvas.crop[data-box]")].map(canvas => {
          const small = new OffscreenCanvas(Math.ceil(canvas.width / 8), Math.ceil(canvas.height / 8)).getContext(
            "2d",
          )!;
          small.imageSmoothingQuality = "high";
          small.drawImage(canvas, 0, 0, small.canvas.width, small.canvas.height);
          return [...small.getImageData(0, 0, small.canvas.width, small.canvas.height).data];
        }),
      );
    /** What is shown when nothing moves any more: letters and what is above the page come after it, and push it. */
    const meansAtRest = async (query: string) => {
      // Wide, so that no file's name takes a line more above the page than the other's.
      await view.open(query, { width: 1600, height: 790 });
      await view.waitForImage();
      await view.page.evaluate(() => document.fonts.ready.then(() => undefined));
      let shown = await means();
      const isAtRest = async () => {
        const before = shown;
        await view.frame();
        shown = await means();
        return isDeepStrictEqual(shown, before);
      };
      await expect.poll(isAtRest).toBe(true);
      return shown;
    };
    const raster = await meansAtRest("");
    const drawn = await meansAtRest("view=file&file=/page.svg");
    expect(raster.length).toBeGreaterThan(2);
    expect(drawn.map(({ length }) => length)).toEqual(raster.map(({ length }) => length));
    const apart = drawn.map((data, i) => data.map((value, at) => Math.abs(value - (raster[i]?.[at] ?? 0))));
    expect(Math.max(...apart.flat())).toBeLessThan(24);
  });

  it("is sharper than its pixels, as far as the memory for pages allows", async () => {
    /** Shades between paper and blue along a line across the left edge of a box that ends within a page pixel. */
    const shades = async (megabytes: number) => {
      await view.open(`view=file&file=/svg/half-pixels.svg&bitmapBytes=${megabytes * 2 ** 20}`);
      await view.waitForImage();
      await view.act("selectCall2");
      await view.act("zoomToCall");
      for (let times = 0; times < 12; times++) await view.act("zoomIn");
      await view.frame();
      return view.page.locator(".stage canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")!.getImageData(0, Math.round(canvas.height / 2), canvas.width, 1);
        const reds = Array.from({ length: canvas.width }, (_, x) => data[4 * x] ?? 0);
        return {
          ends: [Math.min(...reds), Math.max(...reds)],
          between: reds.filter(red => red > 20 && red < 235).length,
        };
      });
    };
    await expect.poll(() => shades(512)).toEqual({ ends: [0, 255], between: 0 });
    const plain = await shades(64);
    expect(plain.ends).toEqual([0, 255]);
    expect(plain.between).toBeGreaterThan(1);
  });

  it("runs nothing and loads nothing", async () => {
    const asked: string[] = [];
    await view.open("");
    view.page.on("request", request => asked.push(new URL(request.url()).pathname));
    await view.page.goto(`${view.page.url()}&view=file&file=/svg/hostile.svg`);
    await view.waitForImage();
    await expectDrawnUnderBox(8);
    expect(asked.filter(path => path.includes("asked"))).toEqual([]);
    expect(asked).toContain("/svg/hostile.svg");
    await expect.poll(() => view.page.evaluate(() => "asked" in window)).toBe(false);
    await expect.poll(() => view.page.locator("svg[onload], svg script").count()).toBe(0);
  });

  it.each(Object.keys(brokenSvgPages))(
    "that is not as its head was read is a blank one with the reason: %s",
    async name => {
      await view.open(`view=file&file=/svg/${name}.svg`);
      await view.page.waitForSelector("text=cannot be decoded");
      await expect.poll(() => view.page.locator("rect[data-box]").count()).toBe(5);
    },
  );
});
