import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";
import { showShape, statsShape } from "./shapes.js";

const makeFolder = temporaryFolder();

/** A page of 1120 × 1680 that the model sees at a quarter of its pixels, 560 × 840, and a dump of one call a row. */
async function run(boxes: readonly (readonly number[])[], config: object = {}) {
  const folder = makeFolder();
  await writePicture(join(folder, "p.png"), 1120, 1680);
  writeFileSync(join(folder, "loupe.json"), JSON.stringify({ resize: { maxPixels: 560 * 840 }, ...config }));
  const rows = boxes.map(box => ({ response: `${zoom(box)}<answer>A</answer>`, more: { image: "p.png" } }));
  return { path: writeDump(folder, "1.jsonl", rows) };
}

async function callOf(path: string, row: number, ...options: readonly string[]) {
  const { out, err } = await loupe("show", path, String(row), "--json", ...options);
  expect(err).toBe("");
  return showShape.parse(JSON.parse(out)).zoomCalls[0];
}

describe("the coordinate space of a page larger than the model sees", () => {
  test("is the one that the trainer's own tool counts in, while no box tells otherwise", async () => {
    const { path } = await run([[10, 20, 110, 220]]);
    expect(await callOf(path, 0)).toMatchObject({
      space: "model",
      spaceReason: "format-default: verl-rollouts",
      requested: [10, 20, 110, 220],
      page: [20, 40, 220, 440],
      executed: [20, 40, 220, 440],
    });
  });

  test("is that of the page for all rollouts of a file, once boxes of enough of them reach over what the model sees", async () => {
    const over = [600, 900, 1000, 1600];
    const { path } = await run([[10, 20, 110, 220], over, over, over]);
    const spaceReason = expect.stringContaining("exceeds-model") as string;
    expect(await callOf(path, 0)).toMatchObject({ space: "page", spaceReason, page: [10, 20, 110, 220] });
    expect(await callOf(path, 1)).toMatchObject({ space: "page", spaceReason, page: over });
  });

  test("is 0–1 where most boxes are fractions", async () => {
    const other = [0.1, 0.1, 0.5, 0.5];
    const { path } = await run([[0.25, 0.5, 0.75, 1], other, other, other]);
    expect(await callOf(path, 0)).toMatchObject({
      space: "unit",
      spaceReason: expect.stringContaining("fractions") as string,
      page: [280, 840, 840, 1680],
    });
  });

  test("is what --space says, before loupe.json and before any guess", async () => {
    const { path } = await run([[100, 200, 500, 800]], { space: "page" });
    expect(await callOf(path, 0)).toMatchObject({ space: "page", spaceReason: "configured" });
    for (const [space, page] of [
      ["page", [100, 200, 500, 800]],
      ["model", [200, 400, 1000, 1600]],
      ["thousand", [112, 336, 560, 1344]],
    ] as const)
      expect(await callOf(path, 0, "--space", space)).toMatchObject({ space, spaceReason: "configured", page });
  });

  test("--space reaches the figures of a folder's runs", async () => {
    const folder = makeFolder();
    await writePicture(join(folder, "p.png"), 1120, 1680);
    writeFileSync(join(folder, "loupe.json"), JSON.stringify({ space: "page", resize: { maxPixels: 560 * 840 } }));
    const more = { image: "p.png", targets: [[200, 400, 1000, 1600]] };
    writeDump(folder, "rollouts/1.jsonl", [{ response: `${zoom([100, 200, 500, 800])}<answer>A</answer>`, more }]);
    const iou = async (...options: readonly string[]) => {
      const { out } = await loupe("stats", folder, "--json", ...options);
      return statsShape.parse(JSON.parse(out)).steps[0]?.meanIou.all;
    };
    expect(await iou("--space", "model")).toBe(1);
    expect(await iou()).toBeLessThan(0.2);
  });
});
