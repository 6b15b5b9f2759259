import { closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FrameLocator, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { MadeUpRun } from "../host/madeUpRun.js";
import { keptEditors } from "./lib/keptEditors.js";
import { pickInMenu } from "./lib/pickInMenu.js";
import { Product } from "./lib/product.js";
import type { Workbench } from "./lib/workbench.js";

const rows = 6200;
let base = "";
let folder = "";
let product: Product;
let workbench: Workbench;

/** A dump of more than VS Code hands to extensions as text, with one row that says where it is. */
function writeBig(file: string): void {
  const filler = "The character in the upper row stands behind the table. ".repeat(180);
  const fd = openSync(file, "w");
  for (let row = 0; row < rows; row++) {
    const text = row === 5000 ? `needle ${filler}` : filler;
    writeSync(fd, `${JSON.stringify({ step: row, question_id: `dep-${String(row)}`, output: text })}\n`);
  }
  closeSync(fd);
}

/** Waits for the banner of Restricted Mode: it moves all that is below it when it comes, which closes a menu. */
const whenRestricted = (): Promise<void> =>
  workbench.page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  folder = join(base, "work");
  mkdirSync(folder);
  writeBig(join(folder, "big.jsonl"));
  new MadeUpRun(join(folder, "run")).writeStep(1);
  // In Restricted Mode: looking needs no trust.
  product = await Product.start(inject("vsix"), { trusts: false });
  workbench = await product.open(folder);
});

afterAll(async () => {
  await product.stop();
  rmSync(base, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("a file of 60 MB as rows", () => {
  const page = (): FrameLocator => workbench.webview();
  const row = (number: number): Locator => page().locator(`[data-row="${String(number)}"]`);
  const selected = () => page().locator('[aria-selected="true"]').getAttribute("data-row");
  const found = () => page().locator("[data-found]").innerText();
  const topRow = () =>
    page()
      .locator(".rowgrid")
      .evaluate(grid => {
        const edge = grid.querySelector(".gridhead")?.getBoundingClientRect().bottom ?? 0;
        const drawn = [...grid.querySelectorAll<HTMLElement>(".gridrow")];
        const below = drawn.filter(element => element.getBoundingClientRect().bottom > edge + 1);
        return Math.min(...below.map(element => Number(element.dataset["row"])));
      });

  it("is opened from the explorer, without trust", async () => {
    expect(statSync(join(folder, "big.jsonl")).size).toBeGreaterThan(60_000_000);
    await whenRestricted();
    const file = workbench.page.locator(".explorer-folders-view .monaco-list-row", { hasText: "big.jsonl" });
    await pickInMenu(workbench.page, file, "Open as Rows");
    await expect.poll(() => page().locator("[data-rows]").getAttribute("data-rows")).toBe(String(rows));
    await expect.poll(() => row(0).innerText()).toContain("dep-0");
    await workbench.screenshot("rows of a file");
  });

  it("is walked to its end by one key", async () => {
    await page().locator(".rowgrid").focus();
    await workbench.page.keyboard.press("End");
    await expect.poll(selected).toBe(String(rows - 1));
    await expect.poll(() => row(rows - 1).innerText()).toContain("dep-6199");
    await expect.poll(() => page().locator("[data-detail]").getAttribute("data-detail")).toBe(String(rows - 1));
  });

  it("is searched by VS Code's own key", async () => {
    await workbench.page.keyboard.press("Control+f");
    const field = page().locator(".finder input");
    await expect.poll(() => field.evaluate(element => element === document.activeElement)).toBe(true);
    await field.fill("NEEDLE");
    await expect.poll(found).toBe("1 row");
    await workbench.page.keyboard.press("Enter");
    await expect.poll(selected).toBe("5000");
    await expect.poll(() => row(5000).innerText()).toContain("needle");
  });

  it("is where it was, with its search, when the window is loaded again", async () => {
    await expect.poll(topRow).toBeGreaterThan(4900);
    const before = await topRow();
    for (const part of ['"query":"NEEDLE"', '"selected":5000', `"top":${String(before)}`])
      await expect.poll(() => keptEditors(workbench.page)).toContain(part);
    await workbench.reload();
    await whenRestricted();
    await expect.poll(() => row(5000).count()).toBe(1);
    await expect.poll(topRow).toBe(before);
    await expect.poll(selected).toBe("5000");
    await expect.poll(found).toBe("1 of 1 rows");
    expect(await page().locator(".finder input").inputValue()).toBe("NEEDLE");
    await expect.poll(() => page().locator("[data-detail]").getAttribute("data-detail")).toBe("5000");
    await workbench.expectNoErrors();
  });
});

describe("a trajectory as text", () => {
  const lines = () => workbench.page.locator(".editor-instance .view-lines .view-line");
  const shown = async () => (await lines().allInnerTexts()).join(" ").replaceAll("\u00a0", " ");
  const text = "1 0.loupe-trajectory";
  const tab = (title: string) => workbench.page.locator(".tabs-container .tab", { hasText: title });
  const compared = (side: string) =>
    workbench.page.locator(`.monaco-diff-editor .${side} .view-line`).first().innerText();
  /** The classes that the grammar gives to what a line says, in its order. */
  const classesOf = (text: string): Promise<readonly string[]> =>
    workbench.page
      .locator(".view-line", { hasText: text })
      .first()
      .evaluate(line => [...line.querySelectorAll("span > span")].map(token => token.className));

  it("is highlighted: its heading, the thought, and the JSON inside of a call", async () => {
    await workbench.runCommand("View: Close All Editors");
    await workbench.showRuns();
    for (const label of ["run", "Training", "Step 1", "Question 0?"]) await workbench.tree.expand(label);
    await workbench.tree.click("Rollout 1");
    await workbench.runCommand("Loupe: Show Trajectory as Text");
    await expect.poll(() => lines().count()).toBeGreaterThan(4);
    await expect.poll(async () => new Set(await classesOf("image_zoom_in_tool")).size).toBeGreaterThan(3);
    expect(await classesOf("## 0 model")).not.toEqual(await classesOf("<answer>"));
    await workbench.screenshot("trajectory as text");
  });

  it("has an outline that leads to its parts", async () => {
    await lines().first().click();
    await workbench.page.keyboard.press("Control+Shift+o");
    const items = workbench.page.locator(".quick-input-list .monaco-list-row");
    // Before its name stands the icon of its kind, which is a letter of a font.
    const names = () => items.locator(".label-name").allInnerTexts();
    const named = ["Turn 0", "Thinking", "Call 1", "Turn 1", "Reply of the tool", "Turn 2", "Answer"];
    await expect.poll(async () => (await names()).map(name => name.replace(/[^\w ]/g, "").trim())).toEqual(named);
    await workbench.page.keyboard.press("Escape");
  });

  it("folds to its headings", async () => {
    await lines().first().click();
    await workbench.runCommand("Fold All");
    await expect
      .poll(() =>
        lines()
          .allInnerTexts()
          .then(texts => texts.filter(text => text.trim() !== "").length),
      )
      .toBe(3);
    await workbench.runCommand("Unfold All");
  });

  it("is laid beside another one in VS Code's own comparison", async () => {
    await workbench.tree.click("Rollout 1");
    await workbench.runCommand("Loupe: Select Trajectory for Compare");
    await workbench.tree.click("Rollout 4");
    await workbench.runCommand("Loupe: Compare with Selected Trajectory");
    await expect.poll(() => workbench.tabs()).toEqual(expect.arrayContaining(["step 1, row 0 ↔ step 1, row 3"]));
    for (const side of ["original", "modified"]) await expect.poll(() => compared(side)).toContain("model");
    await expect.poll(() => workbench.page.locator(".monaco-diff-editor .char-insert").count()).toBeGreaterThan(0);
    await workbench.screenshot("trajectories compared");
  });

  it("is there again, and so is the comparison, when the window is loaded again", async () => {
    const compares = "step 1, row 0 ↔ step 1, row 3";
    await tab(compares).click();
    await workbench.runCommand("View: Keep Editor");
    await workbench.tree.click("Rollout 1");
    await workbench.runCommand("Loupe: Show Trajectory as Text");
    await tab(text).waitFor();
    // The comparison names both its texts too: the text's own editor is the one of a file.
    const kept = () => keptEditors(workbench.page);
    for (const part of [compares, '"id":"workbench.editors.files.fileEditorInput"'])
      await expect.poll(kept).toContain(part);
    await workbench.reload();
    await whenRestricted();
    await tab(compares).waitFor();
    await tab(text).click();
    await expect.poll(async () => new Set(await classesOf("image_zoom_in_tool")).size).toBeGreaterThan(3);
    await tab(compares).click();
    for (const side of ["original", "modified"]) await expect.poll(() => compared(side)).toContain("model");
    await workbench.expectNoErrors();
  });

  it("says that its rollout is gone when the window is loaded again without it", async () => {
    await tab(text).click();
    await expect.poll(shown).toContain("model");
    renameSync(join(folder, "run"), join(base, "run"));
    await workbench.reload();
    await whenRestricted();
    await expect.poll(shown).toContain("This rollout is in no opened run any more.");
    await workbench.screenshot("trajectory that is gone");
    await workbench.expectNoErrors();
  });
});
