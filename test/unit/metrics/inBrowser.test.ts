import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { harnessServer } from "../../webview/harnessServer.mjs";
import { reloadWithState } from "../../webview/reloadWithState.js";

// The built curves in a browser, under the window's content security policy, with a made-up host.

let server: { url: string; close: () => void };
let browser: Browser;
let page: Page;
/** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
const troubles: string[] = [];

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  [server, browser] = await Promise.all([harnessServer({ curves: "test/webview/curvesPage.ts" }), launchBrowser()]);
}, 300_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

afterEach(async () => {
  await page.close();
  expect(troubles.splice(0)).toEqual([]);
});

async function open(query = "", size = { width: 1080, height: 790 }): Promise<void> {
  page = await browser.newPage({ viewport: size });
  page.on("pageerror", error => troubles.push(String(error)));
  page.on("console", message => message.type() === "error" && troubles.push(message.text()));
  page.setDefaultTimeout(60_000);
  await page.goto(`${server.url}curves?${query}`);
  await page.waitForSelector(".root > *");
}

const titles = () => page.locator(".card h3").allInnerTexts();
const card = (name: string) => page.locator(".card").filter({ has: page.locator("h3", { hasText: name }) });
const box = (name: string) => page.getByRole("checkbox", { name, exact: true });
const values = () => page.locator(".card .value").allInnerTexts();
const show = (name: string) => page.evaluate(n => window.curves.show(n), name);
const steps = () => page.innerText(".bar .fact");

/** How many pixels of a curve's own colour stand in the column of a step, as the axis from `first` to `last` has it. */
const inkAt = (name: string, step: number, first: number, last: number) =>
  card(name)
    .locator(".plot")
    .evaluate(
      (plot, share) => {
        const canvas = plot.querySelector("canvas");
        const over = plot.querySelector(".u-over");
        const context = canvas?.getContext("2d");
        if (!canvas || !over || !context) throw new Error("nothing is drawn");
        const [outer, inner] = [canvas.getBoundingClientRect(), over.getBoundingClientRect()];
        const ratio = canvas.width / outer.width;
        const x = Math.round((inner.left - outer.left + inner.width * share) * ratio);
        const y = Math.round((inner.top - outer.top) * ratio);
        const { data } = context.getImageData(x - 1, y, 3, Math.round(inner.height * ratio) - 2);
        let ink = 0;
        for (let at = 0; at < data.length; at += 4)
          if ((data[at + 2] ?? 0) > (data[at] ?? 0) + 60 && (data[at + 3] ?? 0) > 128) ink++;
        return ink;
      },
      (step - first) / (last - first),
    );

/** How many pixels of a curve's canvas have each colour, as "red green blue"; faint ones left out. */
async function inks(name: string): Promise<ReadonlyMap<string, number>> {
  const counted = await card(name)
    .locator("canvas")
    .evaluate(canvas => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("no canvas");
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      const counts: Record<string, number> = {};
      for (let at = 0; at < data.length; at += 4) {
        const colour = `${data[at]} ${data[at + 1]} ${data[at + 2]}`;
        if ((data[at + 3] ?? 0) > 100) counts[colour] = (counts[colour] ?? 0) + 1;
      }
      return counts;
    });
  return new Map(Object.entries(counted));
}

describe("the list of series", () => {
  it("starts with what one looks at first, and shows what is checked", async () => {
    await open();
    await expect
      .poll(() => titles())
      .toEqual([
        "critic/score/mean",
        "reward/acc",
        "response_length/mean",
        "actor/lr",
        "actor/entropy",
        "val-core/comics/acc/mean@1",
      ]);
    await box("actor/lr").uncheck();
    await expect.poll(() => titles()).not.toContain("actor/lr");
    await box("<img src=x onerror=alert(1)>").check();
    await expect.poll(() => titles()).toContain("<img src=x onerror=alert(1)>");
    await expect.poll(() => page.locator("img").count()).toBe(0);
    await page.getByText("None", { exact: true }).click();
    await expect.poll(() => page.innerText(".body > .sentence")).toBe("Select a series in the list to see its curve.");
    await page.getByText("Suggested", { exact: true }).click();
    await expect.poll(() => titles()).toHaveLength(6);
  });

  it("is filtered by name, without changing what is on show", async () => {
    await open();
    await page.locator("vscode-text-field input").fill("ACTOR");
    await expect.poll(() => page.locator(".names li").allInnerTexts()).toEqual(["actor/lr", "actor/entropy"]);
    await expect.poll(() => titles()).toHaveLength(6);
    await page.locator("vscode-text-field input").fill("nothing like it");
    await expect.poll(() => page.innerText(".serieslist > p")).toBe("No series has this in its name.");
  });

  it("is one stop of the tabulator key, walked by arrows", async () => {
    await open();
    await expect.poll(() => page.locator('.names input[tabindex="0"]').count()).toBe(1);
    await page.locator(".names input").first().focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const focused = () => page.evaluate(() => document.activeElement?.closest("li")?.innerText);
    await expect.poll(() => focused()).toBe("response_length/mean");
    await page.keyboard.press("End");
    await expect.poll(() => focused()).toBe("<img src=x onerror=alert(1)>");
    await expect.poll(() => page.locator('.names input[tabindex="0"]').count()).toBe(1);
  });
});

describe("a curve", () => {
  it("has a hole where values are no numbers, and counts them in words", async () => {
    await open();
    await expect.poll(() => card("critic/score/mean").locator(".gaps").innerText()).toBe("3 not a number");
    await expect.poll(() => inkAt("critic/score/mean", 13, 0, 40)).toBe(0);
    await expect.poll(() => inkAt("critic/score/mean", 8, 0, 40)).toBeGreaterThan(0);
    await expect.poll(() => inkAt("reward/acc", 13, 0, 40)).toBeGreaterThan(0);
  });

  it("says its latest value, and under the pointer that of the step, in all curves at once", async () => {
    await open();
    expect((await values())[1]).toBe("0.7 at step 40");
    const place = await card("reward/acc").locator(".u-over").boundingBox();
    if (place === null) throw new Error("no curve");
    await page.mouse.move(place.x + (place.width * 12) / 40, place.y + 20);
    await expect
      .poll(values)
      .toEqual([
        "NaN at step 12",
        "0.42 at step 12",
        "139.27 at step 12",
        "1e−6 at step 12",
        "0.58 at step 12",
        "not logged at step 12",
      ]);
    await page.mouse.move(2, 2);
    await expect.poll(async () => (await values())[1]).toBe("0.7 at step 40");
  });

  it("is a slider to the keyboard, which says the value at each step", async () => {
    await open();
    const slider = page.getByRole("slider", { name: "reward/acc, step by step" });
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("0.69 at step 39");
    await page.keyboard.press("Home");
    await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("0.3 at step 0");
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await values())[1]).toBe("0.31 at step 1");
  });

  it("is drawn in the colours of a new theme", async () => {
    await open("view=tuning&theme=dark");
    const colours = async () => [...(await inks("loss")).keys()];
    await expect.poll(() => colours()).toContain("55 148 255");
    await page.evaluate(() => (document.documentElement.dataset["theme"] = "light"));
    await expect.poll(colours).toContain("26 133 255");
    await expect.poll(() => colours()).not.toContain("55 148 255");
  });

  it("of twenty thousand steps is drawn", async () => {
    await open("view=large");
    await expect.poll(() => inkAt("loss", 10_000, 0, 19_999)).toBeGreaterThan(0);
  });
});

describe("the range of steps", () => {
  const drag = async (from: number, to: number) => {
    const place = await card("reward/acc").locator(".u-over").boundingBox();
    if (place === null) throw new Error("no curve");
    const x = (step: number) => place.x + (place.width * step) / 40;
    await page.mouse.move(x(from), place.y + 40);
    await page.mouse.down();
    await page.mouse.move(x(from) + 20, place.y + 45, { steps: 3 });
    await page.mouse.move(x(to), place.y + 45, { steps: 5 });
    await page.mouse.up();
  };

  it("is drawn with the pointer, for all curves, and given back", async () => {
    await open();
    await expect.poll(() => steps()).toBe("steps 0 to 40");
    await drag(9.8, 30.2);
    await expect.poll(steps).toBe("steps 10 to 30");
    await expect.poll(() => page.getByRole("slider").last().getAttribute("aria-valuemax")).toMatch(/^30/);
    await page.getByText("All steps").click();
    await expect.poll(steps).toBe("steps 0 to 40");
  });

  it("is drawn with keys around the step of the cursor", async () => {
    await open();
    await page.getByRole("slider").first().focus();
    for (const key of ["End", "+", "+"]) await page.keyboard.press(key);
    await expect.poll(steps).toBe("steps 30 to 40");
    await page.keyboard.press("Escape");
    await expect.poll(steps).toBe("steps 0 to 40");
  });

  it("stays while the file grows, and so do selection and tables; without a range the new steps show", async () => {
    await open();
    await box("actor/lr").uncheck();
    await card("reward/acc").getByTitle("Show as table").click();
    await show("grown");
    await expect.poll(steps).toBe("steps 0 to 60");
    expect((await titles()).includes("actor/lr")).toBe(false);
    await card("reward/acc").getByTitle("Show as curve").click();
    await show("run");
    await expect.poll(steps).toBe("steps 0 to 40");
    await drag(9.8, 30.2);
    await expect.poll(steps).toBe("steps 10 to 30");
    await page.mouse.move(2, 2);
    await show("grown");
    await expect.poll(async () => (await values())[1]).toBe("0.9 at step 60");
    await expect.poll(() => steps()).toBe("steps 10 to 30");
  });

  it("begins anew with another file", async () => {
    await open();
    await drag(9.8, 30.2);
    await expect.poll(steps).toBe("steps 10 to 30");
    await show("tuning");
    await expect.poll(steps).toBe("steps 5 to 1500");
    await expect.poll(() => titles()).toEqual(["loss", "lr"]);
  });
});

describe("the table behind a curve", () => {
  it("has every value as logged, and what stands in place of one", async () => {
    await open();
    await card("critic/score/mean").getByTitle("Show as table").click();
    const table = page.getByRole("table", { name: "critic/score/mean" });
    await expect.poll(() => table.getAttribute("aria-rowcount")).toBe("42");
    await expect.poll(() => table.getByRole("row").nth(3).innerText()).toBe("2\n1.1");
    await table.locator(".rows").evaluate(rows => (rows.scrollTop = 200));
    await expect.poll(() => table.innerText()).toContain("13\nNaN");
  });

  it("of twenty thousand rows holds only those in sight", async () => {
    await open("view=large");
    await card("loss").getByTitle("Show as table").click();
    const rows = page.locator(".values .rows .row");
    await expect.poll(() => rows.count()).toBeGreaterThan(3);
    await page.locator(".values .rows").evaluate(list => (list.scrollTop = list.scrollHeight));
    await expect.poll(() => rows.last().innerText()).toMatch(/^19999\n/);
    await expect.poll(() => rows.count()).toBeLessThan(60);
  });
});

describe("a resumed run", () => {
  it("draws the replaced rows on request, and marks where it goes back", async () => {
    await open("view=resumed");
    // Lines between two pixels are lighter than their colour; what is grey is no curve of its own.
    const dim = async () => {
      const counts = [...(await inks("critic/score/mean"))];
      const isGrey = (colour: string) => new Set(colour.split(" ")).size === 1;
      return counts.reduce((sum, [colour, count]) => sum + (isGrey(colour) ? count : 0), 0);
    };
    const before = await dim();
    await page.getByLabel("Show replaced rows (6)").check();
    await expect.poll(dim).toBeGreaterThan(before + 10);
    await show("run");
    // Without a seam its dotted line is gone too.
    await expect.poll(dim).toBeLessThan(before - 10);
  });

  it("shows the later rows, says where it was resumed, and the replaced rows on request", async () => {
    await open("view=resumed");
    await expect
      .poll(() => page.locator(".note").first().innerText())
      .toContain("Resumed at step 25: the later rows are shown.");
    await expect.poll(() => page.locator(".note").last().innerText()).toContain("2 rows cannot be read");
    await card("critic/score/mean").getByTitle("Show as table").click();
    const table = page.getByRole("table", { name: "critic/score/mean" });
    const atEnd = async () => {
      await table.locator(".rows").evaluate(rows => (rows.scrollTop = 24 * 20));
      return table.innerText();
    };
    await expect.poll(atEnd).toContain("25\n3.05");
    await expect.poll(() => atEnd()).not.toContain("2.25");
    await page.getByLabel("Show replaced rows (6)").check();
    await expect.poll(atEnd).toContain("25\n2.25 (replaced)");
  });
});

describe("a file without curves", () => {
  it("is one sentence", async () => {
    await open("view=nothing");
    await expect.poll(() => page.innerText(".sentence")).toBe("metrics.jsonl is empty so far.");
    await expect.poll(() => page.locator(".body").count()).toBe(0);
    await show("texts");
    await expect.poll(() => page.innerText(".sentence")).toBe("No number is logged in this file so far.");
  });

  it("or no file at all is a hint", async () => {
    await open("view=none");
    await expect
      .poll(() => page.innerText(".sentence"))
      .toBe("Select Metrics in the list of runs to see its curves here.");
  });
});

describe("the view of curves", () => {
  it("comes back after a reload as it was", async () => {
    await open();
    await box("actor/lr").uncheck();
    await card("reward/acc").getByTitle("Show as table").click();
    await page.getByRole("slider").first().focus();
    for (const key of ["End", "+"]) await page.keyboard.press(key);
    await expect.poll(steps).toBe("steps 20 to 40");
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem("state of the curves"))).toContain('"min":20');
    await page.reload();
    await page.waitForSelector(".card");
    await expect.poll(() => steps()).toBe("steps 20 to 40");
    await expect.poll(() => titles()).not.toContain("actor/lr");
    await expect.poll(() => page.getByRole("table", { name: "reward/acc" }).count()).toBe(1);
  });

  it("takes no state that is not its own", async () => {
    await open();
    await reloadWithState(page, "state of the curves", '{"file":1,"zoom":"all"}');
    await page.waitForSelector(".card");
    await expect.poll(() => titles()).toHaveLength(6);
  });

  it("opens its file", async () => {
    await open();
    await page.getByText("metrics.jsonl").click();
    await expect.poll(() => page.evaluate(() => window.curves.calls)).toEqual(["ready", "openFile"]);
  });

  it("has its list above the curves where it is narrow", async () => {
    await open("", { width: 420, height: 700 });
    const [list, grid] = await Promise.all([
      page.locator(".serieslist").boundingBox(),
      page.locator(".grid").boundingBox(),
    ]);
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual(grid?.y ?? 0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
  });
});
