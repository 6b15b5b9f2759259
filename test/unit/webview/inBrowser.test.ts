import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { harnessServer } from "../../webview/harnessServer.mjs";

// The built view in a browser, under the window's content security policy, with a made-up host.

let server: { url: string; close: () => void };
let browser: Browser;
let page: Page;
/** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
const troubles: string[] = [];

/** The first browser of a machine may have to be downloaded. */
const patience = 300_000;

beforeAll(async () => {
  [server, browser] = await Promise.all([harnessServer(), launchBrowser()]);
}, patience);

afterAll(async () => {
  await browser.close();
  server.close();
});

afterEach(async () => {
  await page.close();
  expect(troubles.splice(0)).toEqual([]);
});

async function open(query: string, size = { width: 1080, height: 790 }): Promise<void> {
  page = await browser.newPage({ viewport: size });
  page.on("pageerror", error => troubles.push(String(error)));
  page.on("console", message => message.type() === "error" && troubles.push(message.text()));
  page.setDefaultTimeout(10_000);
  await page.goto(`${server.url}?${query}`);
  await page.waitForSelector(".view > :not(.progress, .defs)");
}

const act = (action: Parameters<Window["harness"]["act"]>[0]) => page.evaluate(a => window.harness.act(a), action);
const show = (view: string, call: number | null = null) =>
  page.evaluate(([name, n]) => window.harness.show(window.harness.views[name] ?? null, n), [view, call] as const);
const called = (method: string) =>
  page.evaluate(name => window.harness.calls.filter(call => call.method === name).map(call => call.params), method);
const waitForImage = () => page.waitForSelector(".stage:not(:has(.paper))");
const transform = () => page.getAttribute("svg.overlay > g", "transform");
/** Two frames: what a signal changed is drawn in the next one. */
const frame = () => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Boxes as the window has them, in page pixels by the page's own edge: kind and index → box. */
const boxesOnScreen = () =>
  page.evaluate(() => {
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
    await open("");
    await waitForImage();
    expect(await boxesOnScreen()).toEqual(expectedBoxes);
    const fitted = await transform();
    await act("selectCall2");
    await act("zoomToCall");
    await frame();
    expect(await transform()).not.toBe(fitted);
    expect(await boxesOnScreen()).toEqual(expectedBoxes);
    await act("fitPage");
    await frame();
    expect(await transform()).toBe(fitted);
  });

  it("keeps the page point under the wheel where it is, and drags with the pointer", async () => {
    await open("");
    await waitForImage();
    const before = (await page.locator(".page-edge").boundingBox())!;
    const at = { x: before.x + before.width * 0.25, y: before.y + before.height * 0.5 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.wheel(0, -120);
    await frame();
    const after = (await page.locator(".page-edge").boundingBox())!;
    expect(after.width).toBeGreaterThan(before.width * 1.1);
    expect((at.x - after.x) / after.width).toBeCloseTo(0.25, 2);
    expect((at.y - after.y) / after.height).toBeCloseTo(0.5, 2);
    await page.mouse.down();
    await page.mouse.move(at.x + 40, at.y - 30, { steps: 4 });
    await page.mouse.up();
    await frame();
    const dragged = (await page.locator(".page-edge").boundingBox())!;
    expect([dragged.x - after.x, dragged.y - after.y].map(Math.round)).toEqual([40, -30]);
    expect(await called("reveal")).toEqual([]);
  });

  it("lights the call whose box is pointed at, and the box whose call is", async () => {
    await open("");
    await waitForImage();
    await page.hover("button.call >> nth=1");
    expect(await page.locator("rect[data-kind=executed].lit").getAttribute("data-index")).toBe("1");
    const box = (await page.locator("rect[data-kind=executed][data-index='0']").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    expect(await page.locator("button.call.lit").getAttribute("aria-label")).toContain("Zoom call 1");
  });

  it("makes one selection of box, call and tree item", async () => {
    await open("");
    await waitForImage();
    const box = (await page.locator("rect[data-kind=executed][data-index='1']").boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    expect(await page.locator("button.call[aria-pressed=true]").count()).toBe(1);
    await act("selectCall1");
    expect(await called("reveal")).toEqual([{ call: 1 }, { call: 0 }]);
    await show("plain", 1);
    expect(await page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    expect(await called("reveal")).toHaveLength(2);
  });

  it("hides and shows each kind of box", async () => {
    await open("");
    await waitForImage();
    const kinds = () =>
      page.locator("rect[data-box]").evaluateAll(all => all.map(one => one.getAttribute("data-kind")));
    await act("toggleTargets");
    expect(await kinds()).toEqual(["executed", "requested", "executed"]);
    await act("toggleRequested");
    await page.click("text=Executed");
    expect(await kinds()).toEqual([]);
    await act("toggleMarks");
    expect(await page.locator(".overlay .mark").count()).toBe(0);
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
      page.locator(".stage canvas").evaluate((canvas: HTMLCanvasElement, wanted) => {
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
    await open("view=turned");
    await waitForImage();
    await frame();
    expect(differences(await coloursAt(places))).toBeLessThan(8);
    await page.close();
    await open("view=turned&turn");
    await waitForImage();
    await frame();
    // Orientation 6: a quarter turn clockwise, so the stored left edge is on top.
    expect(differences(await coloursAt(places.map(([x, y]) => [2300 - y, x] as const)))).toBeLessThan(8);
  });

  it("cuts crops out of the page, pixel for pixel", async () => {
    await open("");
    await waitForImage();
    const difference = await page.evaluate(async () => {
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
    await open("view=broken");
    await page.waitForSelector("text=cannot be decoded");
    expect(await boxesOnScreen()).toEqual(expectedBoxes);
    expect(await page.locator(".crop.blank").first().innerText()).toContain("[1010, 84, 1600, 622]");
  });
});

describe("what is wrong with a rollout", () => {
  it("is said where it is, and what the model wrote stays text", async () => {
    await open("view=troubled");
    const text = await page.innerText(".view");
    for (const words of [
      "Cut off: a tag was never closed.",
      "the image was not found here. /mnt/other/machine/pages/synthetic-0042.png",
      "<think> is never closed",
      "the call is not JSON",
      "refused: the box is inverted",
      "Error: bbox_2d is invalid.",
      "</script><script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "mean IoU is 0.12 as page pixels, but 0.61 as model pixels",
      "−Infinity",
    ])
      expect(text).toContain(words);
    expect(await page.locator(".view img, .view script").count()).toBe(0);
  });

  it("comes with what helps: a folder, a dataset, the offered prefix, a better space", async () => {
    await open("view=troubled");
    for (const label of ["Read /mnt/other", "Give a folder", "Add a dataset", "Switch to model pixels", "Change"])
      await page.click(`text=${label}`);
    expect(await called("addPrefix")).toEqual([{ from: "/mnt/other/machine/pages", to: "/runs/made-up/pages" }]);
    expect(await called("setSpace")).toEqual([{ space: "model" }]);
    for (const method of ["addImageRoot", "addDataset", "chooseSpace"]) expect(await called(method)).toEqual([null]);
  });

  it("shows the text of a row that is no rollout, with its byte and the way to its line", async () => {
    await open("view=unreadable");
    await page.waitForSelector(".raw");
    expect(await page.innerText(".unreadable")).toContain("Row 31 of 120.jsonl is not JSON. (at byte 1,202,114)");
    await page.click("text=Open line");
    expect(await called("openLine")).toEqual([null]);
  });

  it("stays inside of its pane when a pane cannot be drawn", async () => {
    await open("");
    await page.evaluate(() => {
      const { plain } = window.harness.views;
      if (plain?.kind !== "rollout") throw new Error("the plain view is a rollout");
      const broken = { ...plain, ref: { ...plain.ref, row: 7 }, reward: null };
      return window.harness.show(JSON.parse(JSON.stringify(broken)) as typeof plain);
    });
    await page.waitForSelector("text=This part could not be drawn");
    expect(await page.locator(".turns .turn").count()).toBe(5);
    expect(await page.locator(".strip .member").count()).toBe(8);
    expect((await called("log")).length).toBeGreaterThan(0);
  });
});

describe("text", () => {
  it("that is long folds, and one click shows all of it", async () => {
    await open("view=troubled");
    const think = page.locator(".think").first();
    const short = (await think.innerText()).length;
    await think.locator("text=Show all 2,279 characters").click();
    expect((await think.innerText()).length).toBeGreaterThan(short + 1000);
  });

  it("as the file holds it is one click away, and keys belong to it while it has the focus", async () => {
    await open("");
    await page.click("text=Raw text");
    expect(await page.innerText(".raw")).toContain('"score": 6.07');
    await page.focus(".raw");
    await page.waitForTimeout(50);
    expect((await called("focusChanged")).at(-1)).toEqual({ hasFocus: true, isInput: true });
    await page.focus(".stage");
    await page.waitForTimeout(50);
    expect((await called("focusChanged")).at(-1)).toEqual({ hasFocus: true, isInput: false });
  });
});

describe("keys", () => {
  it("of the page pan and zoom it", async () => {
    await open("");
    await waitForImage();
    const seen = [await transform()];
    for (const action of ["zoomIn", "right", "down", "zoomOut", "left"] as const) {
      await act(action);
      await frame();
      seen.push(await transform());
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("move through the turns while one has the focus, and Enter goes to the turn's box", async () => {
    await open("");
    await waitForImage();
    await page.focus(".turn >> nth=0");
    const before = await transform();
    await act("down");
    await act("down");
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["turn"])).toBe("2");
    await act("enter");
    await frame();
    expect(await page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    expect(await transform()).not.toBe(before);
  });

  it("inside of the group are its own: arrows open its neighbours and do not move the page", async () => {
    await open("");
    await waitForImage();
    const before = await transform();
    await page.focus(".strip");
    await page.keyboard.press("ArrowRight");
    await act("right"); // the host sends the key all the same
    await frame();
    expect(await called("open")).toEqual([{ ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 25 } }]);
    expect(await transform()).toBe(before);
  });

  it("are listed, and the list closes by Escape and gives the focus back", async () => {
    await open("");
    await page.focus(".stage");
    await act("showKeys");
    expect(await page.innerText(".keymap")).toContain("Fit the page");
    await page.keyboard.press("Escape");
    expect(await page.locator(".keymap").count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("stage");
  });
});

describe("a reload", () => {
  it("finds camera, selection and switches again", async () => {
    await open("");
    await waitForImage();
    await act("selectCall2");
    await act("zoomToCall");
    await act("toggleTargets");
    await frame();
    const before = await transform();
    await page.waitForTimeout(300);
    await page.reload();
    await waitForImage();
    await frame();
    expect(await transform()).toBe(before);
    expect(await page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    expect(await page.locator("rect[data-kind=target]").count()).toBe(0);
  });
});

describe("the group", () => {
  it("opens the rollout that is clicked, and has a name for each", async () => {
    await open("");
    await page.click(".member >> nth=6");
    expect(await called("open")).toEqual([{ ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 27 } }]);
    expect(await page.getAttribute(".member >> nth=2", "aria-label")).toBe("Rollout 3, wrong, score 2.66");
  });

  it("scrolls when it is large, and draws only what is seen", async () => {
    await open("view=manyMembers");
    await page.waitForSelector(".member.sel");
    expect(await page.locator(".member").count()).toBeLessThan(40);
    await page.waitForSelector("#member-299.sel");
  });
});

describe("a narrow view", () => {
  it("has the reward beside the page, the trajectory below, and nothing wider than itself", async () => {
    await open("", { width: 620, height: 800 });
    const [stage, reward, turns] = await Promise.all(
      [".stage", ".reward", ".turns"].map(selector => page.locator(selector).boundingBox()),
    );
    expect(reward!.x).toBeGreaterThanOrEqual(stage!.x + stage!.width);
    expect(turns!.y).toBeGreaterThanOrEqual(stage!.y + stage!.height);
    const width = await page.evaluate(() =>
      Math.max(...[".qhead", ".panes", ".group"].map(s => document.querySelector(s)!.scrollWidth)),
    );
    expect(width).toBeLessThanOrEqual(620);
  });
});
