import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { ComparePage } from "./lib/comparePage.js";
import { LoupeCli } from "./lib/loupeCli.js";
import { cutPixels, meanDifference } from "./lib/pixels.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import { StrategiesPage } from "./lib/strategiesPage.js";
import { type Workbench } from "./lib/workbench.js";

const curvesSchema = z.looseObject({
  sets: z.array(
    z.looseObject({
      phase: z.string(),
      curves: z.array(z.looseObject({ curve: z.string(), values: z.array(z.number().nullable()) })),
    }),
  ),
});
const rowSchema = z.looseObject({
  question_id: z.string(),
  image: z.string(),
  zooms: z.number(),
  score: z.number(),
  simulated: z.literal(true),
});

const steps = 60;
let base = "";
/** What the window opens; the pictures show its name. */
let folder = "";
let product: Product;
let workbench: Workbench;
let cli: LoupeCli;
let curves: z.infer<typeof curvesSchema>;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  folder = join(base, "runs");
  mkdirSync(folder);
  product = await Product.start(inject("vsix"));
  cli = new LoupeCli(product.installedAt);
  const simulate = (strategy: string, count: number, name: string) =>
    cli.run("simulate", "--strategy", strategy, "--steps", String(count), "--out", join(folder, name));
  await Promise.all([simulate("two-phase", steps, "learns"), simulate("vanilla", 25, "forgets")]);
  curves = curvesSchema.parse(JSON.parse(await cli.run("curves", join(folder, "learns"), "--json")));
  workbench = await product.open(folder, { width: 1440, height: 900 });
});

afterAll(async () => {
  await product.stop();
  rmSync(base, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

/** What the command line gives for a curve at its first and last step. */
function curveEnds(name: string): readonly (number | null | undefined)[] {
  const training = curves.sets.find(({ phase }) => phase === "training");
  const values = training?.curves.find(({ curve }) => curve === name)?.values;
  return [values?.[0], values?.at(-1)];
}

/** The run that is found first is unfolded with its steps while it is the only one, and so may push the other out of sight. */
async function bothRunsInSight(): Promise<void> {
  const labels = async () => {
    const rows = await workbench.tree.rows();
    const isUnfolded = rows.some(({ label, isExpanded }) => label === "Training" && isExpanded === true);
    if (isUnfolded) await workbench.tree.collapse("Training");
    return rows.map(({ label }) => label);
  };
  await expect.poll(labels).toEqual(expect.arrayContaining(["forgets", "learns"]));
}

interface Specimen {
  readonly dump: string;
  readonly step: number;
  readonly group: string;
  /** Its place in the group, from 1, and in the dump, from 0. */
  readonly number: number;
  readonly row: number;
  readonly image: string;
}

/** Of the last steps the rollout with two zooms that is paid best, among the groups that the tree shows at once. */
function bestOfTwoZooms(): Specimen {
  const found = [steps, steps - 1, steps - 2, steps - 3, steps - 4].flatMap(step => {
    const dump = join(folder, "learns", "rollouts", `${step}.jsonl`);
    const lines = readFileSync(dump, "utf8").trimEnd().split("\n");
    const rows = lines.map((line, row) => ({ ...rowSchema.parse(JSON.parse(line)), row }));
    const groups = [...new Set(rows.map(({ question_id }) => question_id))].slice(0, 8);
    return groups.flatMap(group => {
      const members = rows.filter(({ question_id }) => question_id === group);
      return members.map(({ row, image, score, zooms }, at) => ({
        ...{ dump, step, group, number: at + 1, row, image },
        ...{ score: zooms === 2 ? score : 0 },
      }));
    });
  });
  const [best] = found.toSorted((a, b) => b.score - a.score);
  if (best === undefined) throw new Error("the miniature run has no rollouts");
  return best;
}

describe("a miniature run in the window", () => {
  it("shows its IoU and the wanted view rising, as the command line computes them", async () => {
    await workbench.showRuns();
    await bothRunsInSight();
    await workbench.tree.click("learns");
    await workbench.runCommand("Loupe: Compare Reward Strategies");
    const strategies = new StrategiesPage(workbench.webview());
    await strategies.whenComputed();
    const words = ["1st zoom", "wanted view, no call as 0"] as const;
    for (const [index, name] of (["iou1", "found"] as const).entries()) {
      const [first, last] = curveEnds(name);
      const shown = async (key: "Home" | "End") =>
        strategies.valueAt("IoU of zooms, and wanted view", key, words[index] ?? "");
      expect(await shown("Home")).toBeCloseTo(first ?? Number.NaN, 2);
      expect(await shown("End")).toBeCloseTo(last ?? Number.NaN, 2);
      expect(await shown("End")).toBeGreaterThan((await shown("Home")) + 0.1);
    }
    await expect.poll(() => strategies.cell("Two-phase", 0, 2).innerText()).toBe("0");
    await workbench.screenshot("miniature-curves");
  });

  it("says that zoom use collapses where the strategy pays for none", async () => {
    await workbench.tree.click("forgets");
    await workbench.runCommand("Loupe: Check Alarms");
    const first = workbench.page.locator(".quick-input-list .monaco-list-row").first();
    await expect.poll(() => first.innerText()).toMatch(/Zoom use collapses\s*steps? \d+/);
    await workbench.screenshot("miniature-alarm");
    await workbench.page.keyboard.press("Escape");
    await workbench.tree.whenRow("forgets", /1 alarm/);
    await workbench.tree.click("learns");
    await workbench.runCommand("Loupe: Check Alarms");
    await expect.poll(() => first.innerText()).toMatch(/quiet|cannot be judged/);
    await workbench.page.keyboard.press("Escape");
  });

  it("has its drawn pages under the boxes, and their crops beside the calls", async () => {
    const { dump, step, group, number, image, row } = bestOfTwoZooms();
    const shown = await cli.show(dump, row);
    await workbench.tree.collapse("forgets");
    await workbench.tree.expand("learns");
    await workbench.tree.expand("Training");
    await workbench.tree.expand(`Step ${step}`);
    await workbench.tree.expand(group);
    await workbench.tree.click(`Rollout ${number}`);
    const view = new RolloutPage(workbench.webview());
    await view.whenDrawn();
    const executed = shown.zoomCalls.flatMap(call => (call.executed === null ? [] : [call.executed]));
    const drawn = (await view.rects()).filter(({ kind }) => kind === "executed");
    expect(drawn.map(({ box }) => box)).toEqual(executed);
    await expect.poll(async () => (await view.crops()).length).toBe(executed.length);
    for (const { box, pixels } of await view.crops()) {
      const part = { left: box[0], top: box[1], width: box[2] - box[0], height: box[3] - box[1] };
      const page = join(folder, "learns", image);
      const distance = async (shift: number) =>
        meanDifference(pixels, await cutPixels(page, { ...part, left: Math.max(0, part.left - shift) }, pixels));
      expect(await distance(0)).toBeLessThan(12);
      expect(await distance(Math.min(part.left, 60))).toBeGreaterThan((await distance(0)) * 1.3);
    }
    expect(await view.text(".trajectory")).toContain("Simulated policy");
    // The README's picture, docs/rollout-view.png, is a copy of this one.
    await workbench.screenshot("miniature-rollout");
  });

  it("stands beside itself: the untrained policy and the trained one on the same question", async () => {
    await workbench.tree.click("learns");
    await workbench.runCommand("Loupe: Compare Checkpoints");
    const compared = new ComparePage(workbench.webview());
    await compared.whenCompared();
    await expect.poll(() => compared.sides()).toEqual(["Step 0", `Step ${steps}`]);
    await workbench.screenshot("miniature-compare");
    await workbench.expectNoErrors();
  });
});
