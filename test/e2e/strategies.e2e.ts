import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import { StrategiesPage } from "./lib/strategiesPage.js";
import { type Workbench } from "./lib/workbench.js";

const figures = z.record(z.string(), z.looseObject({ flipped: z.number() }));
const rescoredSchema = z.looseObject({
  sets: z.array(
    z.looseObject({
      phase: z.string(),
      steps: z.array(z.looseObject({ step: z.number().nullable(), strategies: figures })),
    }),
  ),
});

const flips = 2;
let folder = "";
let product: Product;
let workbench: Workbench;
let strategies: StrategiesPage;
let rescored: z.infer<typeof rescoredSchema>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  product = await Product.start(inject("vsix"));
  const cli = new LoupeCli(product.installedAt);
  await cli.run("sample", folder);
  const run = join(folder, "sample-run");
  rescored = rescoredSchema.parse(JSON.parse(await cli.run("rescore", run, "--strategy", "vanilla", "--json")));
  workbench = await product.open(folder, { width: 1600, height: 1000 });
  strategies = new StrategiesPage(workbench.webview());
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("the strategies view", () => {
  it("has the figures of a step that the command line gives", async () => {
    await workbench.showRuns();
    await workbench.tree.expand("sample-run");
    await workbench.tree.expand("Training");
    await workbench.tree.click("Step 40");
    await workbench.runCommand("Loupe: Compare Reward Strategies");
    await strategies.whenComputed();
    await expect.poll(() => strategies.steps()).toEqual(["Step 40"]);
    const training = rescored.sets.find(({ phase }) => phase === "training");
    const step = training?.steps.find(one => one.step === 40);
    const flipped = String(step?.strategies["vanilla"]?.flipped);
    await expect.poll(() => strategies.cell("Vanilla", 0, flips).innerText()).toBe(flipped);
    expect(Number(flipped)).toBeGreaterThan(0);
    // The sample run's trainer pays by Eq. 1 to 3.
    await expect.poll(() => strategies.cell("Region-aware", 0, flips).innerText()).toBe("0");
  });

  it("lists the flipped rollouts of a cell, and opens one beside it on its page", async () => {
    const cell = strategies.cell("Vanilla", 0, flips);
    const flipped = Number(await cell.innerText());
    await cell.click();
    await expect.poll(() => strategies.listed.count()).toBe(flipped);
    const first = strategies.listed.first();
    const name = (await first.locator(".name").innerText()).trim();
    await first.locator(".why").click();
    await expect.poll(() => workbench.tabs()).toHaveLength(2);
    const rollout = new RolloutPage(workbench.webview(1));
    await rollout.whenDrawn();
    const number = /, (\d+)$/.exec(name)?.[1];
    await expect.poll(() => rollout.text(".nav .num")).toBe(`Rollout ${number} of 8`);
    await workbench.expectNoErrors();
  });

  it("draws the curves of the run", async () => {
    await expect.poll(() => strategies.charts()).toContain("Accuracy");
  });

  it("compares the rollout under both strategies in the diff editor", async () => {
    await strategies.list.press("d");
    const named = (title: RegExp) => async () => (await workbench.tabs()).some(tab => title.test(tab));
    await expect.poll(named(/^Reward of row \d+: as logged ↔ vanilla$/)).toBe(true);
    await workbench.page.locator(".monaco-diff-editor").first().waitFor();
    await workbench.screenshot("strategies-diff");
  });
});
