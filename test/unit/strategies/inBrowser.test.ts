import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { harnessServer } from "../../webview/harnessServer.mjs";
import { busyTime } from "../../webview/busyTime.js";
import { reloadWithState } from "../../webview/reloadWithState.js";

// The built view in a browser, under the window's content security policy, with a made-up host.

let server: { url: string; close: () => void };
let browser: Browser;
let page: Page;
/** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
const troubles: string[] = [];

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  [server, browser] = await Promise.all([
    harnessServer({ strategies: "test/webview/strategiesPage.ts" }),
    launchBrowser(),
  ]);
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
  await page.goto(`${server.url}strategies?${query}`);
  await page.waitForSelector(".root > *");
}

const called = (method: string) =>
  page.evaluate(name => window.strategies.calls.filter(call => call.method === name).map(call => call.params), method);
const cells = () => page.getByRole("gridcell");
/** The cell of a figure of a strategy at a step, by their places from 0: mean, flat, flips, signal, rank. */
const cell = (row: number, step: number, figure: number) => page.locator(`[data-at="${row}:${1 + step * 5 + figure}"]`);
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-at"));
const rows = () => page.locator(".rollouts .rows .row");
const about = () => page.locator(".about");
const charts = () => page.locator(".chart h3").allInnerTexts();
const choose = (label: string, value: string) => page.getByLabel(label, { exact: true }).selectOption({ label: value });

describe("the table", () => {
  it("has a row for each strategy and the figures of each step", async () => {
    await open();
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(6);
    await expect
      .poll(() => page.locator("th.steps").allInnerTexts())
      .toEqual(["Step 1", "Step 54", "Step 107", "Step 160"]);
    await expect.poll(() => called("strategyTable")).toMatchObject([{ against: "logged", estimator: "grpo" }]);
    await expect.poll(() => cells().count()).toBe(6 * 20);
  });

  it("is one stop of the tabulator key, walked by arrows, and says each cell in words", async () => {
    await open();
    await cell(1, 0, 2).click();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowDown");
    await expect.poll(focused).toBe("2:4");
    await expect.poll(() => page.locator('.grid [tabindex="0"]').count()).toBe(1);
    await expect.poll(() => page.locator(".note.line").first().innerText()).toContain("DeepEyes, Step 1");
    await page.keyboard.press("Home");
    await expect.poll(focused).toBe("2:0");
    await page.keyboard.press("PageDown");
    await expect.poll(focused).toBe("5:0");
  });

  it("shows what a model or a person wrote as text", async () => {
    await open();
    await expect.poll(() => page.getByRole("rowheader").last().innerText()).toContain("<b>Mine</b>");
    await cell(1, 0, 2).click();
    await expect.poll(() => rows().nth(3).innerText()).toContain("<img src=x");
    await expect.poll(() => page.locator("img").count()).toBe(0);
  });

  it("has dashes where a strategy is compared with itself", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    await choose("against", "Vanilla");
    await expect.poll(() => cell(3, 0, 2).innerText()).toBe("–");
    await expect.poll(() => cell(3, 0, 4).innerText()).toBe("–");
    await expect.poll(() => cell(1, 0, 2).innerText()).toMatch(/^\d+$/);
  });

  it("shows the parts of each reward on request", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    await page.getByRole("button", { name: "Parts" }).click();
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(30);
    await expect.poll(() => page.getByRole("rowheader").nth(1).innerText()).toBe("format");
  });

  it("takes a strategy with options, refuses a wrong one with the reason, and lets one go", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    const field = page.getByPlaceholder("Add a strategy");
    await field.fill("rarl@match=best");
    await field.press("Enter");
    await expect.poll(() => page.locator(".add [role=alert]").innerText()).toBe("“best” is no value of “match”.");
    await field.fill("rarl@match=greedy");
    await field.press("Enter");
    await expect.poll(() => page.getByRole("rowheader").last().innerText()).toContain("match=greedy");
    await page.locator('[data-at="6:0"]').click();
    await page.keyboard.press("Delete");
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(6);
  });

  it("takes other steps, and says which word is none", async () => {
    await open();
    const field = page.getByLabel("Steps", { exact: true });
    await field.fill("40, 41-80");
    await field.press("Enter");
    await expect.poll(() => page.locator("th.steps").allInnerTexts()).toEqual(["Step 40", "Steps 41–80"]);
    await field.fill("40, soon");
    await field.press("Enter");
    await expect.poll(() => page.locator(".choice [role=alert]").innerText()).toContain("“soon” is no step");
    await expect.poll(() => page.locator("th.steps").count()).toBe(2);
  });

  it("says that nobody knows the targets, and where to add a dataset", async () => {
    await open("noTargets");
    await expect.poll(() => page.getByText("512 of 512 rollouts cannot be recomputed").count()).toBe(1);
    await expect.poll(() => cell(0, 0, 0).innerText()).toBe("n/a");
    await page.getByText("Add a dataset").click();
    await expect.poll(() => called("addDataset")).toHaveLength(1);
  });

  it("is copied whole", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    await page.locator(".under").getByLabel("Copy as CSV").click();
    await expect.poll(() => called("copyText")).toHaveLength(1);
    const [copied] = await called("copyText");
    expect(JSON.stringify(copied)).toContain('Strategy,\\"Step 1, mean\\"');
  });
});

describe("the rollouts of a cell", () => {
  it("of flat groups are those of the groups without spread", async () => {
    await open();
    await cell(1, 2, 1).click();
    await expect.poll(async () => (await called("pushedRollouts"))[0]).toMatchObject({ which: "flat", offset: 0 });
    await expect.poll(() => page.getByLabel("Show", { exact: true }).inputValue()).toBe("flat");
    await expect.poll(() => page.locator("td.pick").getAttribute("data-at")).toBe("1:12");
  });

  it("are listed by Enter, the one pushed farthest first, and open on Enter and on a click", async () => {
    await open();
    await cell(1, 2, 2).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => about().innerText()).toBe("Conditional, Step 107");
    const wanted = { strategy: "rarl-conditional", which: "flipped", offset: 0 };
    await expect.poll(async () => (await called("pushedRollouts"))[0]).toMatchObject(wanted);
    await page.locator(".rollouts").focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await rows().nth(4).locator(".why").click();
    const files = { file: "/runs/charid-two-phase/rollouts/40.jsonl" };
    await expect
      .poll(() => called("openRollout"))
      .toEqual([{ ref: { ...files, row: 1 } }, { ref: { ...files, row: 4 } }]);
    await expect.poll(() => page.locator(".row[aria-selected=true]").getAttribute("aria-rowindex")).toBe("6");
  });

  it("compare under both strategies by D, in the list and in the table", async () => {
    await open();
    await cell(1, 2, 2).click();
    await rows().nth(2).locator(".why").click();
    await page.locator(".rollouts").press("d");
    await cell(3, 0, 0).focus();
    await page.keyboard.press("d");
    await expect.poll(() => called("diff")).toHaveLength(2);
    await expect
      .poll(() => called("diff"))
      .toMatchObject([
        { ref: { row: 2 }, before: "logged", after: "rarl-conditional" },
        { ref: { row: 0 }, before: "logged", after: "vanilla" },
      ]);
  });

  it("say each advantage in words beside the drawing", async () => {
    await open();
    await cell(1, 2, 2).click();
    await expect.poll(() => page.locator(".dots").first().getAttribute("aria-label")).toMatch(/^advantage from [+−]/);
    await expect.poll(() => page.locator(".dots").nth(5).getAttribute("aria-label")).toBe("advantage not recomputable");
  });

  it("of a hundred thousand come as they are scrolled to, and only those in sight exist", async () => {
    await open("rollouts=100000");
    await cell(1, 2, 0).click();
    await expect.poll(() => rows().count()).toBeGreaterThan(5);
    const list = page.locator(".rollouts .rows");
    for (const share of [0.3, 0.7, 1]) {
      await list.evaluate((element, to) => (element.scrollTop = element.scrollHeight * to), share);
      await expect.poll(() => rows().last().locator(".why").count()).toBe(1);
    }
    await expect.poll(() => rows().last().getAttribute("aria-rowindex")).toBe("100001");
    await expect.poll(() => rows().count()).toBeLessThan(80);
    const asked = await called("pushedRollouts");
    expect(asked.length).toBeLessThan(20);
    await page.locator(".rollouts").focus();
    await page.keyboard.press("Home");
    await expect.poll(() => rows().first().getAttribute("aria-selected")).toBe("true");
  });

  it("scroll at the pace of the window", async () => {
    await open("rollouts=100000");
    await cell(1, 2, 0).click();
    await expect.poll(() => rows().count()).toBeGreaterThan(5);
    const busy = await busyTime(page);
    const frames = 60;
    await page.locator(".rollouts .rows").evaluate(async (list, count) => {
      const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));
      for (let i = 0; i < count; i++) {
        list.scrollTop += 333;
        await frame();
      }
    }, frames);
    // As before a person sees it falter: thirty frames a second, on a slow machine.
    expect((await busy()) / frames).toBeLessThan(33);
  });
});

describe("the curves", () => {
  const pane = (name: string) => page.locator(".chart").filter({ has: page.locator("h3", { hasText: name }) });

  it("show what one looks at first, and an alarm with its rule", async () => {
    await open();
    await expect
      .poll(charts)
      .toEqual(["Reward", "Accuracy", "Zoom calls per rollout", "IoU of zooms, and wanted view"]);
    const calls = pane("Zoom calls");
    await expect.poll(() => calls.locator(".alarm").innerText()).toContain("Zoom use collapses (from step 88)");
    await expect.poll(() => calls.locator(".alarm").innerText()).toContain("Fires when");
    await calls.getByText("Show its rollouts").click();
    await expect.poll(() => about().innerText()).toBe("Evidence of “Zoom use collapses”");
    await expect.poll(() => rows().count()).toBe(12);
  });

  it("are walked by keys, say every line's value, and list the rollouts behind a point", async () => {
    await open();
    const slider = page.getByRole("slider", { name: "Accuracy" });
    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(() => slider.getAttribute("aria-valuetext")).toMatch(/^1: charid-two-phase 0\.\d+$/);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await expect
      .poll(async () => (await called("behindPoint"))[0])
      .toMatchObject({ curve: "right", step: 2, offset: 0 });
    await expect.poll(() => about().innerText()).toBe("Behind Accuracy, Step 2");
    await page.keyboard.press("p");
    await slider.blur();
    await expect.poll(() => page.locator(".place").innerText()).toContain("values at step 2");
  });

  it("list what is behind a click", async () => {
    await open();
    await pane("Reward").locator(".u-over").click();
    await expect.poll(async () => (await called("behindPoint"))[0]).toMatchObject({ curve: "reward" });
  });

  it("of several runs stand on one axis, which says how they are aligned", async () => {
    await open();
    await expect.poll(charts).toHaveLength(4);
    await page.getByRole("button", { name: "Runs" }).click();
    await page.getByRole("checkbox", { name: "charid-single-phase · training" }).check();
    await page.keyboard.press("Escape");
    await expect
      .poll(() => pane("Accuracy").locator(".legend dt").allInnerTexts())
      .toEqual(["charid-two-phase", "charid-single-phase"]);
    await choose("Aligned", "by the start of the last phase");
    await expect.poll(() => page.locator(".place").innerText()).toContain("steps since the last phase began");
    await expect.poll(() => called("rewardCurves")).toMatchObject([{}, {}, { align: "last-phase" }]);
  });

  it("have a table behind them that is copied with its gaps", async () => {
    await open();
    await pane("Accuracy").getByLabel("Show as table").click();
    const table = page.getByRole("table", { name: "Accuracy" });
    await expect.poll(() => table.getAttribute("aria-rowcount")).toBe("161");
    await table.getByLabel("Copy as CSV").click();
    await expect.poll(() => called("copyText")).toHaveLength(1);
    const [copied] = await called("copyText");
    expect(JSON.stringify(copied)).toContain("\\r\\n100,\\r\\n101,\\r\\n");
  });
});

describe("what a reward pays for", () => {
  it("is a table of behaviours and one of correlations, with what is unclear", async () => {
    await open();
    await page.getByRole("tab", { name: "What does this reward pay for?" }).click();
    const exact = page.getByRole("row", { name: /^every target exactly \d/ });
    await expect.poll(() => exact.innerText()).toContain("6.00\t3.00");
    await choose("Question with", "two targets");
    await expect.poll(() => page.locator(".paytable tbody tr").count()).toBe(9);
    await expect.poll(() => page.locator(".foresight").innerText()).toContain("unclear");
    await expect.poll(() => page.locator(".foresight").innerText()).toContain("does not vary");
    await expect.poll(() => called("foresee")).toMatchObject([{ set: { from: 1, to: 1 } }]);
  });
});

describe("the view", () => {
  it("shows its keys by ?, which have the focus until they close", async () => {
    await open();
    await cell(1, 0, 2).click();
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys" });
    await expect.poll(() => keys.innerText()).toContain("compare a rollout under both strategies");
    await page.keyboard.press("d");
    await page.keyboard.press("Escape");
    await expect.poll(() => keys.count()).toBe(0);
    await expect.poll(focused).toBe("1:3");
    await expect.poll(() => called("diff")).toEqual([]);
    await page.getByPlaceholder("Add a strategy").press("?");
    await expect.poll(() => keys.count()).toBe(0);
  });

  it("says that there are no rollouts", async () => {
    await open("none");
    await expect.poll(() => page.innerText(".sentence")).toContain("No rollouts were found so far.");
  });

  it("shows progress that can be stopped, and tries again", async () => {
    await open("hold");
    await page.evaluate(() => window.strategies.view.progress({ done: 512, of: 2048 }));
    await expect.poll(() => page.locator(".busy").innerText()).toContain("Reading rollouts: 512 of 2048");
    await page.locator(".busy").getByText("Stop").click();
    await expect.poll(() => page.locator(".tablesection").innerText()).toContain("Stopped.");
    // What was stopped reads no further: the curves would need every step of the run.
    await expect.poll(() => called("rewardCurves")).toEqual([]);
    await page.getByText("Try again").click();
    await expect.poll(() => called("strategyTable")).toHaveLength(2);
  });

  it("names what failed and goes on with the rest", async () => {
    await open("fails=alarms");
    await expect.poll(charts).toHaveLength(4);
    await open("fails=rewardCurves");
    await expect.poll(() => page.locator(".curvespane").innerText()).toContain("the dump is gone");
    await expect.poll(() => cells().count()).toBe(120);
  });

  it("comes back after a reload as it was", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    await choose("advantages by", "rloo");
    await page.getByRole("button", { name: "Parts" }).click();
    await choose("Rollouts of", "charid-two-phase · validation");
    const state = () => page.evaluate(() => sessionStorage.getItem("state of the strategies") ?? "");
    await expect.poll(state).toContain('"phase":"validation"');
    await page.reload();
    await expect
      .poll(() => page.locator("th.steps").allInnerTexts())
      .toEqual([...["Step 0", "Step 40", "Step 120", "Step 160"]]);
    await expect.poll(() => page.getByLabel("advantages by").inputValue()).toBe("rloo");
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(30);
  });

  it("takes no state that is not its own", async () => {
    await open();
    await reloadWithState(page, "state of the strategies", '{"source":1,"charts":"all"}');
    await expect.poll(() => cells().count()).toBe(120);
  });

  it("shows the step that it is asked for", async () => {
    await open();
    await cell(0, 0, 0).waitFor();
    const set = { run: "/runs/charid-conditional", phase: "training", folder: null, from: 7, to: 7 } as const;
    await page.evaluate(one => window.strategies.view.show({ scope: { set: one } }), set);
    await expect.poll(() => page.locator("th.steps").allInnerTexts()).toEqual(["Step 7"]);
    await expect.poll(() => called("strategyTable")).toHaveLength(2);
  });

  it("fits a narrow editor", async () => {
    await open("", { width: 420, height: 800 });
    await cell(0, 0, 0).click();
    await expect.poll(() => rows().count()).toBeGreaterThan(3);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(420);
    const [list, curves] = await Promise.all([
      page.locator(".lowerpane").boundingBox(),
      page.locator(".curvespane").boundingBox(),
    ]);
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThanOrEqual((curves?.y ?? 0) + 1);
  });
});
