import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as z from "zod";
import { ComparePage } from "./lib/comparePage.js";
import { LoupeCli } from "./lib/loupeCli.js";
import { patience } from "./lib/patience.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import { type Workbench } from "./lib/workbench.js";

const comparedSchema = z.looseObject({ pairs: z.number(), matrix: z.array(z.array(z.number())) });

let folder = "";
let product: Product;
let workbench: Workbench;
let compared: ComparePage;
let expected: z.infer<typeof comparedSchema>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  product = await Product.start(inject("vsix"));
  const cli = new LoupeCli(product.installedAt);
  await cli.run("sample", folder);
  const validation = (step: number) => join(folder, "sample-run", "validation", `${String(step)}.jsonl`);
  expected = comparedSchema.parse(JSON.parse(await cli.run("compare", validation(0), validation(40), "--json")));
  workbench = await product.open(folder, { width: 1600, height: 1000 });
  compared = new ComparePage(workbench.webview());
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

const pictured = ["light", "highContrast", "dark"] as const;

describe("the compare view", () => {
  it("puts a run's validations next to each other, with the counts that the command line gives", async () => {
    await workbench.showRuns();
    await workbench.tree.click("sample-run");
    await workbench.runCommand("Loupe: Compare Checkpoints");
    await compared.whenCompared();
    await expect.poll(() => compared.frames()).toEqual(["Step 0", "Step 10", "Step 20", "Step 30", "Step 40"]);
    await expect.poll(() => compared.sides()).toEqual(["Step 0", "Step 40"]);
    await expect.poll(() => compared.matrix()).toEqual(expected.matrix);
    await expect.poll(() => compared.text(".lines")).toContain(`${String(expected.pairs)} paired questions`);
  });

  it("moves both pages as one: panned or zoomed on one side, the other follows", async () => {
    const areEqual = async () => expect(await compared.camera("left")).toEqual(await compared.camera("right"));
    await vi.waitFor(areEqual, patience);
    const before = await compared.camera("right");
    const stage = await compared.stage("left").boundingBox();
    if (stage === null) throw new Error("the left stage is not in sight");
    const { mouse } = workbench.page;
    const [x, y] = [stage.x + stage.width / 2, stage.y + stage.height / 2];
    await mouse.move(x, y);
    await mouse.wheel(0, -240);
    await expect.poll(async () => (await compared.camera("right"))[2]).toBeGreaterThan(before[2] * 1.2);
    await vi.waitFor(areEqual, patience);
    const zoomed = await compared.camera("right");
    await mouse.down();
    await mouse.move(x + 70, y + 40, { steps: 4 });
    await mouse.up();
    await expect.poll(async () => (await compared.camera("right"))[0]).toBeCloseTo(zoomed[0] + 70, 0);
    await expect.poll(async () => (await compared.camera("right"))[1]).toBeCloseTo(zoomed[1] + 40, 0);
    await vi.waitFor(areEqual, patience);
  });

  it("looks as the themes want it", async () => {
    for (const theme of pictured) {
      await workbench.useTheme(theme);
      await compared.whenCompared();
      await workbench.screenshot(`compare-window-${theme}`);
    }
    await workbench.expectNoErrors();
  });

  it("lists a cell of the matrix, and opens a rollout of it beside", async () => {
    const from = expected.matrix.findIndex(row => row.some(count => count > 0));
    const to = expected.matrix[from]?.findIndex(count => count > 0) ?? 0;
    await compared.cell(from, to).click();
    const count = expected.matrix[from]?.[to] ?? 0;
    await expect.poll(() => compared.text(".listhead .num")).toBe(String(count));
    await compared.listed.first().getByRole("button", { name: "Open R" }).click();
    await expect.poll(() => workbench.tabs()).toHaveLength(2);
    await new RolloutPage(workbench.webview(1)).whenDrawn();
    await workbench.expectNoErrors();
  });

  it("compares the two responses in the diff editor", async () => {
    await compared.button("Compare responses").click();
    const isOpen = async () => (await workbench.tabs()).some(tab => tab.startsWith("Responses: "));
    await expect.poll(isOpen).toBe(true);
    await workbench.page.locator(".monaco-diff-editor").first().waitFor();
    await workbench.expectNoErrors();
  });
});
