import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HarnessBrowser } from "../../webview/harnessBrowser.js";

let view: HarnessBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await HarnessBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

/** Boxes as the window has them, in page pixels by the page's own edge: kind and index → box. */
const boxesOnScreen = () =>
  view.page.evaluate(() => {
    const rectOf = (element: Element) => element.getBoundingClientRect();
    const edge = document.querySelector<SVGRectElement>(".page-edge");
    if (edge === null) throw new Error("the page has no edge");
    const [outer, scale] = [rectOf(edge), rectOf(edge).width / edge.width.baseVal.value];
    return Object.fromEntries(
      [...document.querySelectorAll<SVGElement>("rect[data-box]")].map(element => {
        const { left, top, right, bottom } = rectOf(element);
        const box = [left - outer.left, top - outer.top, right - outer.left, bottom - outer.top];
        return [`${element.dataset["kind"]} ${element.dataset["index"]}`, box.map(value => Math.round(value / scale))];
      }),
    );
  });

const expectedBoxes = {
  "target 0": [1034, 60, 1640, 600],
  "target 1": [724, 1164, 1640, 1690],
  "executed 0": [1010, 84, 1600, 622],
  "requested 1": [905, 1228, 1860, 1720],
  "executed 1": [905, 1228, 1700, 1720],
};

describe("the page", () => {
  it("has every box at its place, at two zooms", async () => {
    await view.open("");
    await view.waitForImage();
    await expect.poll(() => boxesOnScreen()).toEqual(expectedBoxes);
    const fitted = await view.transform();
    await view.act("selectCall2");
    await view.act("zoomToCall");
    await view.frame();
    await expect.poll(() => view.transform()).not.toBe(fitted);
    await expect.poll(() => boxesOnScreen()).toEqual(expectedBoxes);
    await view.act("fitPage");
    await view.frame();
    await expect.poll(() => view.transform()).toBe(fitted);
  });

  it("keeps the page point under the wheel where it is, and drags with the pointer", async () => {
    await view.open("");
    await view.waitForImage();
    const before = await view.place(".page-edge");
    const at = { x: before.x + before.width * 0.25, y: before.y + before.height * 0.5 };
    await view.page.mouse.move(at.x, at.y);
    await view.page.mouse.wheel(0, -120);
    // Nobody says when the page has got a turn of the wheel.
    await expect.poll(async () => (await view.place(".page-edge")).width).toBeGreaterThan(before.width * 1.1);
    const after = await view.place(".page-edge");
    expect((at.x - after.x) / after.width).toBeCloseTo(0.25, 2);
    expect((at.y - after.y) / after.height).toBeCloseTo(0.5, 2);
    await view.page.mouse.down();
    await view.page.mouse.move(at.x + 40, at.y - 30, { steps: 4 });
    await view.page.mouse.up();
    await view.frame();
    const dragged = await view.place(".page-edge");
    expect([dragged.x - after.x, dragged.y - after.y].map(Math.round)).toEqual([40, -30]);
    await view.expectCalls("reveal", []);
  });

  it("lights the call whose box is pointed at, and the box whose call is", async () => {
    await view.open("");
    await view.waitForImage();
    await view.page.hover("button.call >> nth=1");
    await expect.poll(() => view.page.locator("rect[data-kind=executed].lit").getAttribute("data-index")).toBe("1");
    const box = await view.place("rect[data-kind=executed][data-index='0']");
    await view.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => view.page.locator("button.call.lit").getAttribute("aria-label")).toContain("Zoom call 1");
  });

  it("makes one selection of box, call and tree item", async () => {
    await view.open("");
    await view.waitForImage();
    const box = await view.place("rect[data-kind=executed][data-index='1']");
    await view.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(() => view.page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    await expect.poll(() => view.page.locator("button.call[aria-pressed=true]").count()).toBe(1);
    await view.act("selectCall1");
    await view.expectCalls("reveal", [{ call: 1 }, { call: 0 }]);
    await view.show("plain", 1);
    await expect.poll(() => view.page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    await expect.poll(() => view.called("reveal")).toHaveLength(2);
  });

  it("hides and shows each kind of box", async () => {
    await view.open("");
    await view.waitForImage();
    const kinds = () =>
      view.page.locator("rect[data-box]").evaluateAll(all => all.map(one => one.getAttribute("data-kind")));
    await view.act("toggleTargets");
    await expect.poll(() => kinds()).toEqual(["executed", "requested", "executed"]);
    await view.act("toggleRequested");
    await view.page.click("text=Executed");
    await expect.poll(() => kinds()).toEqual([]);
    await view.act("toggleMarks");
    await expect.poll(() => view.page.locator(".overlay .mark").count()).toBe(0);
  });

  it("is decoded as trainers see it: EXIF orientation is ignored unless it is wanted", async () => {
    // Places in four panels of different colours, in pixels of the stored drawing.
    const places = [
      [100, 100],
      [1100, 100],
      [100, 700],
      [100, 1200],
    ] as const;
    const colours = [
      [207, 220, 216],
      [230, 220, 192],
      [220, 199, 160],
      [233, 210, 200],
    ];
    const coloursAt = (points: readonly (readonly [number, number])[]) =>
      view.page.locator(".stage canvas").evaluate((canvas: HTMLCanvasElement, wanted) => {
        const edge = document.querySelector<SVGRectElement>(".page-edge")!;
        const [outer, stage] = [edge.getBoundingClientRect(), canvas.getBoundingClientRect()];
        const scale = outer.width / edge.width.baseVal.value;
        return wanted.map(([x, y]) => {
          const [left, top] = [outer.left - stage.left + x * scale, outer.top - stage.top + y * scale];
          return [...canvas.getContext("2d")!.getImageData(left, top, 1, 1).data.slice(0, 3)];
        });
      }, points);
    const differences = (found: readonly (readonly number[])[]) =>
      Math.max(
        ...found.flatMap((color, index) => color.map((value, channel) => Math.abs(value - colours[index]![channel]!))),
      );
    await view.open("view=turned");
    await view.waitForImage();
    await view.frame();
    expect(differences(await coloursAt(places))).toBeLessThan(8);
    await view.close();
    await view.open("view=turned&turn");
    await view.waitForImage();
    await view.frame();
    // Orientation 6: a quarter turn clockwise, so the stored left edge is on top.
    expect(differences(await coloursAt(places.map(([x, y]) => [2300 - y, x] as const)))).toBeLessThan(8);
  });

  it("cuts crops out of the page, pixel for pixel", async () => {
    await view.open("");
    await view.waitForImage();
    const difference = await view.page.evaluate(async () => {
      const crop = document.querySelector<HTMLCanvasElement>("canvas.crop[data-box]")!;
      const [x1, y1, x2, y2] = crop.dataset["box"]!.split(",").map(Number) as [number, number, number, number];
      const bitmap = await createImageBitmap(await (await fetch("/page.png")).blob());
      const own = new OffscreenCanvas(crop.width, crop.height).getContext("2d")!;
      own.imageSmoothingQuality = "medium";
      own.drawImage(bitmap, x1, y1, x2 - x1, y2 - y1, 0, 0, crop.width, crop.height);
      const [a, b] = [crop.getContext("2d")!, own].map(c => c.getImageData(0, 0, crop.width, crop.height).data);
      return a!.reduce((sum, value, index) => sum + Math.abs(value - b![index]!), 0) / a!.length;
    });
    expect(difference).toBeLessThan(1);
  });

  it("that cannot be decoded is a blank one with its boxes and the reason", async () => {
    await view.open("view=broken");
    await view.page.waitForSelector("text=cannot be decoded");
    await expect.poll(() => boxesOnScreen()).toEqual(expectedBoxes);
    await expect.poll(() => view.page.locator(".crop.blank").first().innerText()).toContain("[1010, 84, 1600, 622]");
  });
});
