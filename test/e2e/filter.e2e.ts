import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { MadeUpRun } from "../host/madeUpRun.js";
import { FilterBox } from "./lib/filterBox.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import type { Workbench } from "./lib/workbench.js";

const filterTitle = "Filter by an expression";

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
});
