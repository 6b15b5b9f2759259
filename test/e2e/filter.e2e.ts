import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { MadeUpRun } from "../host/madeUpRun.js";
import { FilterBox } from "./lib/filterBox.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import { Tree } from "./lib/tree.js";
import { themes, type Workbench } from "./lib/workbench.js";

const filterTitle = "Filter by an expression";
const sortTitle = "Sort by an expression";
const formTitle = "Build a filter";
const addTitle = "Add a condition";

let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;
let box: FilterBox;

const body = () => workbench.webview();
const shown = () => view.text("h1.q").then(async question => [question, await view.text(".nav .num")]);
const labels = async () => (await workbench.tree.rows()).map(({ label }) => label);
/** The rollouts listed below the first question of step 2; walking unfolds others. */
const rollouts = async () => {
  const listed = await labels();
  const from = listed.indexOf("Question 0?") + 1;
  const end = listed.findIndex((label, at) => at >= from && !label.startsWith("Rollout "));
  return from === 0 ? [] : listed.slice(from, end === -1 ? undefined : end);
};
const message = () => workbench.page.locator(".sidebar .tree-explorer-viewlet-tree-view .message").first().innerText();
/** What the view says that lists are filtered and sorted by. */
const chips = () => body().locator(".listchip .chiptext").allInnerTexts();

async function filterBy(where: string): Promise<void> {
  await workbench.runCommand("Loupe: Filter by Expression…");
  await box.answer(filterTitle, where);
}

async function sortBy(sort: string): Promise<void> {
  await workbench.runCommand("Loupe: Sort by Expression…");
  await box.answer(sortTitle, sort);
}

/** Presses a button that a row of the tree shows while the mouse is on it. */
async function pressOn(label: string, action: string): Promise<void> {
  const button = workbench.tree.row(label).locator(`.action-label[aria-label^="${action}"]`);
  // A list that is drawn anew forgets that the mouse is on a row of it, and hides the button.
  const isPressed = async () => {
    await workbench.tree.row(label).hover();
    return button.click({ timeout: 500 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(isPressed).toBe(true);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  const run = new MadeUpRun(join(folder, "run"));
  for (const step of [1, 2]) run.writeStep(step);
  product = await Product.start(inject("vsix"));
  workbench = await product.open(folder, { width: 1600, height: 1000 });
  view = new RolloutPage(workbench.webview());
  box = new FilterBox(workbench.page);
  await workbench.showRuns();
  for (const label of ["run", "Training", "Step 2"]) await workbench.tree.expand(label);
  // Once both steps tell what only reading their rollouts tells, nothing is drawn anew any more.
  for (const label of ["Step 2", "Step 1"]) await workbench.tree.whenRow(label, /zooms/);
  await workbench.tree.expand("Question 0?");
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("a filter", () => {
  it("is typed: the tree lists what fulfils it, and says how many do", async () => {
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2", "Rollout 3", "Rollout 4"]);
    await filterBy("score > 0.5");
    await expect.poll(rollouts).toEqual(["Rollout 3", "Rollout 4"]);
    await expect.poll(message).toContain("8 of 16");
  });

  it("that is none is said in one sentence with its place, and changes nothing", async () => {
    await workbench.runCommand("Loupe: Filter by Expression…");
    const input = await box.input(filterTitle);
    await input.fill("wrong and score <");
    await expect.poll(() => box.said()).toContain("A number is expected at character 18.");
    await input.press("Enter");
    expect(await box.said()).toContain("A number is expected at character 18.");
    await box.leave();
    expect(await rollouts()).toEqual(["Rollout 3", "Rollout 4"]);
  });

  it("is changed where it stands above the tree", async () => {
    await workbench.tree.row("score > 0.5").click();
    await expect.poll(async () => (await box.input(filterTitle)).inputValue()).toBe("score > 0.5");
    await box.answer(filterTitle, "score > 0.8");
    await expect.poll(rollouts).toEqual(["Rollout 4"]);
  });

  it("holds in the view, and for the way to the next rollout", async () => {
    await workbench.tree.click("Rollout 4");
    await expect.poll(shown).toEqual(["Question 0?", "Rollout 4 of 4"]);
    await expect.poll(chips).toEqual(["score > 0.8"]);
    await workbench.runCommand("Loupe: Show Next Rollout");
    await expect.poll(shown).toEqual(["Question 1?", "Rollout 4 of 4"]);
  });

  it("is changed in the view, which says when its rollout is left out", async () => {
    await body().locator(".listchip .chiptext").click();
    await box.answer(filterTitle, "score < 0.5");
    await body().locator(".notlisted").waitFor();
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2"]);
  });

  it("is built from a form", async () => {
    await workbench.runCommand("Loupe: Clear Filter Expression");
    await workbench.runCommand("Loupe: Build a Filter…");
    await box.choose(formTitle, "Add a condition…");
    await box.choose(addTitle, "outcome");
    await box.choose(addTitle, "is");
    await box.choose(addTitle, "correct");
    await box.choose(formTitle, "Filter by this");
    await workbench.tree.whenRow("correct");
    await expect.poll(rollouts).toEqual(["Rollout 3", "Rollout 4"]);
  });

  it("is cleared by the button of its row", async () => {
    await pressOn("correct", "Clear Filter Expression");
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2", "Rollout 3", "Rollout 4"]);
    await expect.poll(chips).toEqual([]);
  });
});

describe("an order", () => {
  it("holds within each list; steps stay the newest first", async () => {
    await sortBy("score desc");
    await expect.poll(rollouts).toEqual(["Rollout 4", "Rollout 3", "Rollout 2", "Rollout 1"]);
    const steps = (await labels()).filter(label => label.startsWith("Step "));
    expect(steps).toEqual(["Step 2", "Step 1"]);
  });

  it("holds for the way to the next rollout, and is cleared in the view", async () => {
    await workbench.tree.click("Rollout 4");
    await expect.poll(chips).toEqual(["score desc"]);
    await workbench.runCommand("Loupe: Show Next Rollout");
    await expect.poll(shown).toEqual(["Question 0?", "Rollout 3 of 4"]);
    await body().locator(".listchip .chipclear").click();
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2", "Rollout 3", "Rollout 4"]);
  });
});

describe("what people noted", () => {
  it("is filtered by: note, tag and golden list", async () => {
    await workbench.tree.click("Rollout 2");
    await expect.poll(shown).toEqual(["Question 0?", "Rollout 2 of 4"]);
    const tag = body().locator(".remarks .tagfield");
    await tag.fill("odd box");
    await tag.press("Enter");
    await body().locator(".remarktag", { hasText: "#odd box" }).waitFor();
    const note = body().locator(".remarks .remarknote");
    await note.fill("the panel below");
    await note.press("Enter");
    await filterBy('tag = "odd box"');
    // What is said of a rollout is said of its text, which these two share.
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2"]);
    await filterBy("wrong");
    await expect.poll(message).toContain("8 of 16");
    await filterBy("note ~ BELOW or golden");
    await expect.poll(message).toContain("2 of 16");
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2"]);
  });

  it("later is listed as soon as it fulfils the filter", async () => {
    await workbench.tree.click("Rollout 2");
    await filterBy("golden");
    await expect.poll(rollouts).toEqual([]);
    await body().locator(".remarks button", { hasText: "golden rollout" }).click();
    await expect.poll(message).toContain("2 of 16");
    // A list that was empty comes back folded.
    for (const label of ["run", "Training", "Step 2", "Question 0?"]) await workbench.tree.expand(label);
    await expect.poll(rollouts).toEqual(["Rollout 1", "Rollout 2"]);
  });
});

describe("a search", () => {
  const results = () => new Tree(workbench.page, "Search Results");
  const marked = () =>
    body()
      .locator("body")
      .evaluate(() =>
        [...(CSS.highlights.get("loupe-found") ?? [])].map(range => (range instanceof Range ? range.toString() : "")),
      );

  it("lists its matches, and opens one where it stands", async () => {
    await filterBy("wrong and not has(tag)");
    await sortBy("score desc, row");
    await workbench.runCommand("Loupe: Search Trajectories…");
    await box.answer("Search Trajectories", "LOOK");
    const found = results();
    await found.whenRow("Step 2", /^8 matches in 8 rollouts$/);
    await expect.poll(async () => (await found.rows()).filter(({ level }) => level === 3).length).toBeGreaterThan(0);
    const hit = (await found.rows()).find(({ level }) => level === 3);
    await found.click(hit?.label ?? "");
    await expect.poll(marked).toEqual(["Look"]);
  });

  it("looks as the themes want it, with filter and order", async () => {
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await workbench.useTheme(theme);
      await expect.poll(() => view.themeKind()).toBe(themes[theme].webviewKind);
      await workbench.screenshot(`filter-${theme}`);
    }
    await workbench.expectNoErrors();
  });
});
