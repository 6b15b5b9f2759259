import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it, vi } from "vitest";
import * as z from "zod";
import { LoupeCli, type ShownRow } from "./lib/loupeCli.js";
import { cutPixels, meanDifference, partOf, type Pixels } from "./lib/pixels.js";
import { patience } from "./lib/patience.js";
import { Product } from "./lib/product.js";
import { type Box, type Camera, type DrawnRect, RolloutPage } from "./lib/rolloutPage.js";
import { themes, type Workbench } from "./lib/workbench.js";

const rowSchema = z.looseObject({ question_id: z.string(), output: z.string() });
const questionSchema = z.looseObject({
  id: z.string(),
  image: z.string(),
  width: z.number(),
  height: z.number(),
  targets: z.array(z.looseObject({ box: z.tuple([z.number(), z.number(), z.number(), z.number()]) })),
});

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rollout of the sample run that is good to look at, with what files and command line say of it. */
interface Specimen {
  readonly group: string;
  /** Its number in the group, from 1. */
  readonly number: number;
  readonly shown: ShownRow;
  readonly targets: readonly Box[];
  readonly pageFile: string;
  readonly pageSize: Size;
}

const step = 40;
let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;
let specimen: Specimen;

const run = () => join(folder, "sample-run");
const dump = (number: number) => join(run(), "rollouts", `${number}.jsonl`);
const linesOf = (file: string) => readFileSync(file, "utf8").trimEnd().split("\n");

/** A row, or null for one that JSON cannot hold: the sample run has such rows on purpose. */
function parseRow(line: string): z.infer<typeof rowSchema> | null {
  try {
    return rowSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

/** The first rollout of the groups near the top of a step whose tool has cropped twice. */
async function findSpecimen(cli: LoupeCli): Promise<Specimen> {
  const rows = linesOf(dump(step)).map(parseRow);
  const groups = [...new Set(rows.flatMap(row => row?.question_id ?? []))].slice(0, 8);
  const questions = linesOf(join(run(), "questions.jsonl")).map(line => questionSchema.parse(JSON.parse(line)));
  for (const group of groups) {
    const question = questions.find(({ id }) => id === group);
    const members = rows.flatMap((row, index) => (row?.question_id === group ? [index] : []));
    for (const [position, row] of members.entries()) {
      if ((rows[row]?.output.split("<tool_call>").length ?? 0) < 3 || question === undefined) continue;
      const shown = await cli.show(dump(step), row);
      if (shown.zoomCalls.filter(({ executed }) => executed !== null).length < 2) continue;
      const { width, height } = question;
      const targets = question.targets.map(({ box }) => box);
      const pageFile = join(run(), question.image);
      return { group: question.id, number: position + 1, shown, targets, pageFile, pageSize: { width, height } };
    }
  }
  throw new Error("no rollout of the sample run has two executed zoom calls");
}

/** The box that files and command line give for a drawn one, in page pixels. */
function expectedBox({ kind, index }: DrawnRect): Box {
  const call = specimen.shown.zoomCalls[index];
  const box = kind === "target" ? specimen.targets[index] : kind === "executed" ? call?.executed : call?.page;
  if (box === null || box === undefined) throw new Error(`nothing is known of ${kind} ${index}`);
  return box;
}

/**
 * How far the stage is from the page file: mean difference of the part of the page that it shows, when the file is read
 * `shift` CSS pixels further right and down.
 */
async function distanceToFile(bare: Pixels, camera: Camera, shift: number): Promise<number> {
  const { width, height } = specimen.pageSize;
  // Whole CSS pixels well inside both the stage and the page.
  const start = (origin: number) => Math.ceil(Math.max(0, origin)) + 8;
  const end = (origin: number, length: number, limit: number) =>
    Math.floor(Math.min(limit, origin + length * camera.scale)) - 8;
  const [left, top] = [start(camera.left), start(camera.top)];
  const size = {
    width: end(camera.left, width, bare.width) - left,
    height: end(camera.top, height, bare.height) - top,
  };
  const part = {
    left: Math.round((left + shift - camera.left) / camera.scale),
    top: Math.round((top + shift - camera.top) / camera.scale),
    width: Math.round(size.width / camera.scale),
    height: Math.round(size.height / camera.scale),
  };
  return meanDifference(partOf(bare, { left, top, ...size }), await cutPixels(specimen.pageFile, part, size));
}

/** The sides of a box (0 left, 1 top, 2 right, 3 bottom) that lie well inside the stage. */
function visibleSides([x1, y1, x2, y2]: Box, { left, top, scale }: Camera, { width, height }: Size): readonly number[] {
  const [l, t, r, b] = [x1 * scale + left, y1 * scale + top, x2 * scale + left, y2 * scale + top];
  const margin = 6;
  const crossesX = l < width - margin && r > margin;
  const crossesY = t < height - margin && b > margin;
  const isInside = (at: number, limit: number) => at > margin && at < limit - margin;
  const sides = [
    crossesY && isInside(l, width),
    crossesX && isInside(t, height),
    crossesY && isInside(r, width),
    crossesX && isInside(b, height),
  ];
  return sides.flatMap((isVisible, side) => (isVisible ? [side] : []));
}

/** Every drawn box, measured in the picture of the window, is where files and command line say; so is the page. */
async function expectDrawing(): Promise<void> {
  const camera = await view.camera();
  const rects = await view.rects();
  const bare = await view.picture(null);
  const here = await distanceToFile(bare, camera, 0);
  expect(here).toBeLessThan(12);
  for (const shift of [-4, 4]) expect(await distanceToFile(bare, camera, shift)).toBeGreaterThan(here * 1.3);
  let sides = 0;
  for (const rect of rects) {
    const expected = expectedBox(rect);
    const visible = visibleSides(expected, camera, bare);
    const measured = await view.measure(rect, bare, camera);
    for (const side of visible) {
      const distance = Math.abs((measured[side] ?? Number.NaN) - (expected[side] ?? Number.NaN));
      const what = `distance of side ${side} of ${rect.kind} ${rect.index}, in page pixels`;
      expect(distance, what).toBeLessThanOrEqual(1.5 / camera.scale);
    }
    sides += visible.length;
  }
  await view.restore();
  // At least one box lies in sight as a whole.
  expect(sides).toBeGreaterThanOrEqual(4);
}

/** Which rollout the view shows, as it says itself. */
async function whatIsShown() {
  return {
    position: await view.text(".nav .num"),
    question: await view.text("h1.q"),
    boxes: (await view.rects()).map(({ kind, index, box }) => ({ kind, index, box })),
  };
}

/** Selects a zoom call by its key. Until VS Code knows that the view has the focus, keys are its own. */
async function selectCall(number: number): Promise<void> {
  await view.focus();
  const pressed = async () => {
    await workbench.page.keyboard.press(String(number));
    return view.selectedCalls();
  };
  await expect.poll(pressed, { interval: 200 }).toEqual([number - 1]);
}

const position = () => view.text(".nav .num");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  product = await Product.start(inject("vsix"));
  const cli = new LoupeCli(product.installedAt);
  await cli.run("sample", folder);
  specimen = await findSpecimen(cli);
  workbench = await product.open(folder, { width: 1600, height: 1000 });
  view = new RolloutPage(workbench.webview());
});

afterAll(async () => {
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("the packaged extension in a fresh profile", () => {
  it("runs from where it was installed, and knows nothing of the checkout", () => {
    expect(product.installedAt.startsWith(inject("checkout") + sep)).toBe(false);
    expect(existsSync(join(product.installedAt, "src"))).toBe(false);
    const bundles = ["extension.js", "worker.js", "cli.js", join("webview", "main.js")];
    const texts = bundles.map(name => readFileSync(join(product.installedAt, "dist", name), "utf8"));
    expect(texts.filter(text => text.includes(inject("checkout")))).toEqual([]);
  });

  it("shows the runs of the opened folder", async () => {
    await workbench.showRuns();
    await workbench.tree.collapse("sample-run");
    await workbench.tree.whenRow("sample-sft");
    await workbench.tree.expand("sample-run");
    await workbench.tree.expand("Training");
    await workbench.tree.whenRow("Step 40");
    const steps = async () =>
      (await workbench.tree.rows()).flatMap(({ label }) => /^Step (\d+)$/.exec(label)?.[1] ?? []).map(Number);
    await expect.poll(async () => (await steps()).slice(0, 5)).toEqual([40, 39, 38, 37, 36]);
  });

  it("shows a step that is written while it looks, and keeps the selection", async () => {
    await workbench.tree.click("Step 40");
    const lines = linesOf(dump(step)).map(line => `${line.replace(/"step": 40\b/, '"step": 41')}\n`);
    const torn = lines[64]?.slice(0, 500) ?? "";
    writeFileSync(dump(41), lines.slice(0, 64).join("") + torn);
    await workbench.tree.whenRow("Step 41", /being written/);
    appendFileSync(dump(41), (lines[64]?.slice(500) ?? "") + lines.slice(65).join(""));
    const descriptions = async () => (await workbench.tree.rows()).map(({ description }) => description).join("\n");
    await expect.poll(descriptions).not.toContain("being written");
    // While VS Code reads a list again its rows are drawn anew.
    const selected = async () =>
      (await workbench.tree.rows()).filter(({ isSelected }) => isSelected).map(({ label }) => label);
    await expect.poll(selected).toEqual(["Step 40"]);
    await workbench.tree.whenRow("Step 41");
  });

  it("opens a rollout on its page, with the boxes that the command line gives", async () => {
    await workbench.tree.expand("Step 40");
    await workbench.tree.expand(specimen.group);
    await workbench.tree.click(`Rollout ${specimen.number}`);
    await view.whenDrawn();
    await expect.poll(position).toBe(`Rollout ${specimen.number} of 8`);
    const executed = specimen.shown.zoomCalls.flatMap((call, index) => (call.executed === null ? [] : [index]));
    const drawn = async (kind: DrawnRect["kind"]) =>
      (await view.rects()).filter(rect => rect.kind === kind).map(({ index }) => index);
    await expect.poll(() => drawn("executed")).toEqual(executed);
    await expect.poll(() => drawn("target")).toEqual(specimen.targets.map((_, index) => index));
    for (const rect of await view.rects()) {
      const expected = expectedBox(rect);
      for (const [side, value] of rect.box.entries()) expect(value).toBeCloseTo(expected[side] ?? Number.NaN, 3);
    }
  });

  it("draws page and boxes where they belong, with the whole page in sight", async () => {
    await expectDrawing();
  });

  it("draws page and boxes where they belong, zoomed to a call", async () => {
    const before = await view.camera();
    await selectCall(1);
    await workbench.page.keyboard.press("z");
    await expect.poll(async () => (await view.camera()).scale).toBeGreaterThan(before.scale * 1.2);
    await expectDrawing();
    await workbench.page.keyboard.press("0");
    await expect.poll(async () => (await view.camera()).scale).toBeCloseTo(before.scale, 4);
  });

  it("shows beside a call the pixels that the model saw", async () => {
    const executed = specimen.shown.zoomCalls.flatMap(call => (call.executed === null ? [] : [call.executed]));
    await expect.poll(async () => (await view.crops()).length).toBeGreaterThanOrEqual(2);
    const crops = await view.crops();
    for (const { box, pixels } of crops) {
      const part = (shift: number) => ({
        left: Math.max(0, Math.round(box[0] - shift * (box[2] - box[0]))),
        top: Math.max(0, Math.round(box[1] - shift * (box[3] - box[1]))),
        width: Math.round(box[2] - box[0]),
        height: Math.round(box[3] - box[1]),
      });
      const distance = async (shift: number) =>
        meanDifference(pixels, await cutPixels(specimen.pageFile, part(shift), pixels));
      const here = await distance(0);
      const isBox = (known: Box) => known.every((value, side) => Math.abs(value - (box[side] ?? Number.NaN)) < 1e-3);
      expect(executed.some(isBox)).toBe(true);
      expect(here).toBeLessThan(12);
      expect(await distance(0.1)).toBeGreaterThan(here * 1.3);
    }
  });

  it("selects zoom calls by their numbers", async () => {
    await selectCall(1);
    await selectCall(2);
  });

  it("steps through the group by keys", async () => {
    const other = specimen.number < 8 ? specimen.number + 1 : specimen.number - 1;
    const [there, back] = other > specimen.number ? ["]", "["] : ["[", "]"];
    await selectCall(1);
    await workbench.page.keyboard.press(there);
    await expect.poll(position).toBe(`Rollout ${other} of 8`);
    await workbench.page.keyboard.press(back);
    await expect.poll(position).toBe(`Rollout ${specimen.number} of 8`);
  });

  it("looks as the themes want it", async () => {
    const seen = new Set<string>();
    for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
      await workbench.useTheme(theme);
      await workbench.page.mouse.move(5, 500);
      // The window tells the view its new colours a moment after it has them itself.
      await expect.poll(() => view.themeKind()).toBe(themes[theme].webviewKind);
      const colours = await vi.waitFor(async () => {
        const { shown, wanted } = await view.colours();
        expect(shown).toEqual(wanted);
        return shown;
      }, patience);
      seen.add(JSON.stringify(colours));
      await workbench.screenshot(`rollout-${theme}`);
    }
    expect(seen.size).toBe(4);
    await workbench.useTheme("dark");
    await workbench.expectNoErrors();
  });

  it("shows the same rollout after the window was loaded again", async () => {
    const before = await whatIsShown();
    await workbench.reload();
    await view.whenDrawn();
    await expect.poll(whatIsShown).toEqual(before);
  });
});
