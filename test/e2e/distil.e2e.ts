import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { distilManifestSchema } from "../../src/core/distil/distilManifest.js";
import { traceReviewSchema } from "../../src/core/distil/traceReview.js";
import { writeMadeTeacher } from "../fixtures/madeTeacher.js";
import { DistilPage } from "./lib/distilPage.js";
import { Product } from "./lib/product.js";
import { QuestionBox } from "./lib/questionBox.js";
import type { Workbench } from "./lib/workbench.js";

let base = "";
/** What the window opens: a benchmark and a teacher's answers. */
let folder = "";
let product: Product;
let workbench: Workbench;
let traces: DistilPage;

/** For so long after a trace came no key decides: nothing in the view tells when that is over, so that it is waited for. */
const deadMilliseconds = 260;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  folder = join(base, "work");
  mkdirSync(folder);
  await writeMadeTeacher(folder, ({ task }, attempt) => {
    if (task === "depth_comparison") return "wrong";
    return task === "action_recognition" && attempt === 1 ? "leak" : null;
  });
  product = await Product.start(inject("vsix"));
  workbench = await product.open(folder, { width: 1440, height: 1000 });
});

afterAll(async () => {
  await product.stop();
  rmSync(base, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

const decisions = () => {
  const file = join(folder, "teacher", "trace-reviews.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map(line => traceReviewSchema.parse(JSON.parse(line)));
};

describe("distilled traces", () => {
  it("open with their funnel, and a number leads to its traces", async () => {
    await workbench.showRuns();
    await workbench.runCommand("Loupe: Open Distilled Traces");
    traces = new DistilPage(workbench.page);
    await expect.poll(() => traces.count("depth_comparison/correct")).toBe(8);
    await traces.cell("action_recognition/leak").click();
    await expect.poll(() => traces.rows.count()).toBe(await traces.count("action_recognition/leak"));
    await expect.poll(() => traces.frame.locator('[data-banner="leak"]').count()).toBe(1);
    await expect.poll(() => traces.frame.locator(".overlay .bx.exec").count()).toBeGreaterThan(0);
    await workbench.screenshot("distilled traces");
  });

  it("judges again where their benchmark's whole issues need not be held out", async () => {
    // Open answers wait for two judges; what is left is counted before and after a person's decision.
    await expect.poll(() => traces.count("all/kept")).toBeGreaterThan(0);
    const before = await traces.count("all/kept");
    await traces.frame.getByRole("button", { name: "Filters" }).click();
    await traces.frame.locator('[data-option="perQuestion"] input').fill("2");
    await traces.frame.locator('[data-option="perQuestion"] input').press("Enter");
    await expect.poll(() => traces.count("all/kept")).toBeGreaterThan(before);
    await traces.frame.getByRole("button", { name: "Filters" }).click();
  });

  it("change their counts when a person rejects one by keys, and again when it is taken back", async () => {
    const before = await traces.count("all/kept");
    await traces.cell("all/kept").click();
    await expect.poll(() => traces.frame.locator('[data-banner="kept"]').count()).toBe(1);
    const prediction = await traces.shown.getAttribute("data-shown");
    await workbench.page.waitForTimeout(deadMilliseconds);
    await traces.frame.locator(".tracelist").focus();
    for (const key of ["n", "1"]) await workbench.page.keyboard.press(key);
    await expect.poll(() => traces.count("all/kept")).toBe(before - 1);
    expect(await traces.count("all/person")).toBe(1);
    expect(decisions()).toMatchObject([{ prediction_id: prediction, decision: "reject", reason: "not-on-page" }]);
    await workbench.page.keyboard.press("u");
    await expect.poll(() => traces.count("all/kept")).toBe(before);
    expect(decisions().map(({ undoes }) => undoes)).toEqual([null, decisions()[0]?.id]);
  });

  it("are exported as rows, with the counts of each filter", async () => {
    const kept = await traces.count("all/kept");
    await traces.frame.getByRole("button", { name: "Export…" }).click();
    const box = new QuestionBox(workbench.page);
    await box.pick("Export the kept traces for what?", "llamafactory");
    await box.type("Folder of the rows", "rows");
    const out = join(folder, "rows");
    await expect.poll(() => existsSync(join(out, "manifest.json"))).toBe(true);
    const manifest = distilManifestSchema.parse(JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")));
    expect(manifest.rows).toBe(kept);
    expect(manifest.funnel.kept).toBe(kept);
    expect(manifest.options.perQuestion).toBe(2);
    await workbench.expectNoErrors();
  });
});
