import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { compareStateSchema } from "../../../src/protocol/reward/compareViewApi.js";
import { CompareBrowser } from "../../webview/compareBrowser.js";

let view: CompareBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await CompareBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const picked = () => view.page.locator(".matrix td.pick").count();
const question = () => view.page.locator(".comparehead .name").innerText();

describe("two sides", () => {
  it("share pan and zoom: what moves one moves the other", async () => {
    await view.open();
    await view.whenDrawn();
    const fitted = await view.camera("left");
    await expect.poll(() => view.camera("right")).toBe(fitted);
    await view.page.locator(".half[data-side=right] .stage").hover();
    await view.page.mouse.wheel(0, -240);
    await expect.poll(() => view.camera("left")).not.toBe(fitted);
    const zoomed = await view.camera("left");
    await view.page.focus(".half[data-side=left] .stage");
    await view.page.keyboard.press("ArrowRight");
    await expect.poll(() => view.camera("right")).not.toBe(zoomed);
    await expect.poll(() => view.camera("left")).toBe(await view.camera("right"));
    await view.page.keyboard.press("0");
    await expect.poll(() => view.camera("right")).toBe(fitted);
  });

  it("share the selection: a zoom call is selected on both", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.keyboard.press("1");
    await expect.poll(() => view.page.locator(".half rect[data-kind=executed].sel").count()).toBe(2);
  });

  it("are moved along the steps by keys, each its own, and the film takes the step in", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.keyboard.press(",");
    await expect.poll(() => view.sides()).toEqual(["Step 40", "Step 156"]);
    await view.page.keyboard.press("Shift+Period");
    await expect.poll(() => view.sides()).toEqual(["Step 44", "Step 156"]);
    const frames = view.page.locator(".film .ft b");
    await expect
      .poll(() => frames.allInnerTexts())
      .toEqual(["Step 40", "Step 44", "Step 80", "Step 120", "Step 156", "Step 160"]);
    await view.page.focus(".handle[data-side=left]");
    await view.page.keyboard.press("End");
    await expect.poll(() => view.page.getAttribute(".handle[data-side=left]", "aria-valuenow")).toBe("160");
  });

  it("are moved by dragging a handle, which counts once it is let go", async () => {
    await view.open();
    await view.whenDrawn();
    const axis = await view.page.locator(".slider > .axis").boundingBox();
    if (axis === null) throw new Error("there is no slider");
    const before = (await view.called("compare")).length;
    await view.page.locator(".handle[data-side=left]").hover();
    await view.page.mouse.down();
    await view.page.mouse.move(axis.x + axis.width * 0.52, axis.y + 45, { steps: 5 });
    await expect.poll(() => view.called("compare")).toHaveLength(before);
    await view.page.mouse.up();
    await expect.poll(() => view.sides()).toEqual(["Step 84", "Step 160"]);
  });

  it("are chosen on the film, and change places when one is put where the other is", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.getByRole("button", { name: "Show Step 80 on the right" }).click();
    await expect.poll(() => view.sides()).toEqual(["Step 40", "Step 80"]);
    await view.page.getByRole("button", { name: "Show Step 40 on the right" }).click();
    await expect.poll(() => view.sides()).toEqual(["Step 80", "Step 40"]);
  });

  it("open beside, and their responses in the diff editor", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.getByRole("button", { name: "Open the rollout of Step 40 beside" }).click();
    await view.page.getByRole("button", { name: "Compare responses" }).click();
    const ref = (step: number) => ({ file: `/runs/charid-two-phase/validation/${String(step)}.jsonl`, row: 0 });
    await expect.poll(() => view.called("openRollout")).toEqual([{ ref: ref(40) }]);
    await expect.poll(() => view.called("diffResponses")).toEqual([{ left: ref(40), right: ref(160) }]);
  });
});

describe("the matrix", () => {
  it("is walked by arrows; Enter lists a cell, and lets it go again", async () => {
    await view.open();
    await view.page.locator('.matrix [data-at="0:0"]').focus();
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("ArrowRight");
    await view.page.keyboard.press("Enter");
    await expect.poll(picked).toBe(1);
    await expect.poll(() => view.page.getAttribute(".matrix td.pick", "data-at")).toBe("1:1");
    await expect
      .poll(async () => (await view.called("compareQuestions")).at(-1))
      .toMatchObject({
        cell: { from: "wrong", to: "wrong" },
        offset: 0,
      });
    await view.page.keyboard.press("Enter");
    await expect.poll(picked).toBe(0);
  });

  it("says what the counts come to, with interval and test", async () => {
    await view.open();
    await expect.poll(() => view.page.locator(".lines").innerText()).toContain("+22.8 points 95% 13.2 to 32.3");
    await expect.poll(() => view.page.locator(".lines").innerText()).toContain("41 gained, 10 lost; McNemar p < 0.001");
  });

  it("is not there where the sides are no pairs: the reason is, with the counts, and differences by task kind", async () => {
    await view.open("unpaired");
    const note = view.page.locator(".transitions .note");
    await expect
      .poll(() => note.innerText())
      .toBe("Not compared as pairs: only 3 questions are on both sides (128 left, 122 right).");
    await expect.poll(() => view.page.locator(".matrix").count()).toBe(0);
    await expect.poll(() => view.page.locator(".differences tbody tr").count()).toBe(3);
    await expect.poll(async () => (await view.called("compareQuestions")).at(-1)).toMatchObject({ sort: "unpaired" });
    await expect.poll(() => view.page.innerText("body")).not.toMatch(/paired questions|All pairs/);
  });
});

describe("the list", () => {
  it("of a hundred thousand questions asks for those in sight only", async () => {
    await view.open("questions=100000");
    await view.whenDrawn();
    await expect.poll(() => view.page.locator(".questions .rows .row").count()).toBeLessThan(60);
    await view.page.focus(".questions .rows");
    await view.page.keyboard.press("End");
    await expect.poll(() => view.page.innerText(".questions .rows")).toContain("charid-100186");
    const asked = (await view.called("compareQuestions")) as readonly { count: number }[];
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBeLessThan(400);
  });

  it("leads to the next and the previous question, and opens either side of any row", async () => {
    await view.open();
    await view.whenDrawn();
    await expect.poll(() => question()).toBe("charid-0187");
    await view.page.keyboard.press("j");
    await expect.poll(question).toBe("charid-0188");
    await view.page.getByRole("button", { name: "Next question" }).click();
    await expect.poll(question).toBe("charid-0189");
    await view.page.keyboard.press("k");
    await expect.poll(question).toBe("charid-0188");
    await view.page.locator(".questions .rows .row").nth(4).getByRole("button", { name: "Open L" }).click();
    await expect
      .poll(() => view.called("openRollout"))
      .toEqual([{ ref: { file: "/runs/charid-two-phase/validation/40.jsonl", row: 4 } }]);
    await expect.poll(() => question()).toBe("charid-0188");
  });

  it("is copied whole by the host, by what it lists", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.locator(".listhead").getByRole("button", { name: "Copy as CSV" }).click();
    await expect
      .poll(async () => (await view.called("copyQuestions"))[0])
      .toMatchObject({
        ...{ format: "csv", left: 0, right: 3, cell: null, sort: "reward" },
      });
  });
});

describe("statistics and heat maps", () => {
  it("stand in tables that can be copied", async () => {
    await view.open();
    await view.page.getByRole("tab", { name: "Zoom statistics" }).click();
    await expect.poll(() => view.page.locator(".statistics section").count()).toBe(3);
    await view.page.locator(".statistics").getByRole("button", { name: "Copy as Markdown" }).first().click();
    const copied = async () => JSON.stringify((await view.called("copyText"))[0]);
    await expect.poll(copied).toContain("All task kinds | Step 40 | 1.2 |");
  });

  it("are drawn with names that say where most of it lies, and shown in numbers", async () => {
    await view.open();
    await view.page.getByRole("tab", { name: "Heat maps" }).click();
    const maps = view.page.locator(".heatgrid canvas");
    await expect.poll(() => maps.count()).toBe(9);
    await expect
      .poll(() => maps.nth(0).getAttribute("aria-label"))
      .toContain("right answers, Step 40: 900 boxes of 600 rollouts; most over top right");
    await view.page.locator(".heat").getByRole("button", { name: "Show as table" }).click();
    await expect.poll(() => view.page.locator(".heat tbody tr").count()).toBe(9);
  });
});

describe("states", () => {
  it("what is chosen outlives a reload of the window", async () => {
    await view.open();
    await view.whenDrawn();
    await view.page.keyboard.press("Shift+Comma");
    await expect.poll(() => view.sides()).toEqual(["Step 36", "Step 160"]);
    const listed = async () => JSON.stringify((await view.called("compareQuestions")).at(-1));
    await expect.poll(listed).toContain('"from":36');
    await view.page.locator('.questions .rows .row[aria-rowindex="3"] .change').waitFor();
    await view.page.keyboard.press("j");
    await view.page.getByRole("tab", { name: "Zoom statistics" }).click();
    const saved = () => view.page.evaluate(() => sessionStorage.getItem("state of the comparison") ?? "");
    await expect.poll(saved).toContain('"tab":"statistics"');
    const state = compareStateSchema.parse(JSON.parse(await saved()));
    expect(state.scope?.left.from).toBe(36);
    expect(state.question).toBe("charid-1");
  });

  it("a page that is missing is blank with the reason and what helps", async () => {
    await view.open("blank");
    await view.page.waitForSelector(".half .paper");
    await view.page.getByRole("button", { name: "Add a dataset" }).click();
    await expect.poll(() => view.called("addDataset")).toEqual([null]);
  });

  it("what failed says why and is tried again by a click", async () => {
    await view.open("fails=compare");
    const note = view.page.locator(".aside .note");
    await expect.poll(() => note.innerText()).toContain("This could not be computed: the dump is gone");
    await note.getByRole("button", { name: "Try again" }).click();
    await expect.poll(async () => (await view.called("compare")).length).toBe(2);
  });

  it("what takes long can be stopped", async () => {
    await view.open("hold");
    await view.page.evaluate(() => window.compare.view.progress({ done: 3, of: 900 }));
    await expect.poll(() => view.page.innerText(".busy")).toContain("Reading rollouts: 3 of 900");
    await view.page.getByRole("button", { name: "Stop" }).click();
    await expect.poll(() => view.page.innerText(".aside")).toContain("Stopped.");
  });

  it("without runs or without a choice one sentence says so", async () => {
    await view.open("none");
    await expect.poll(() => view.page.innerText(".compare")).toContain("No rollouts were found so far.");
    await view.open("nothing");
    await expect.poll(() => view.page.innerText(".compare")).toContain("Nothing is chosen yet");
  });
});
