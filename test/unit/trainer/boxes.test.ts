import { describe, expect, it } from "vitest";
import * as z from "zod";
import { cropBy } from "../../../src/core/page/cropBy.js";
import type { Box } from "../../../src/core/page/box.js";
import type { CoordinateSpace } from "../../../src/core/page/coordinateSpace.js";
import { scaleBox } from "../../../src/core/page/scaleBox.js";
import { smartResize } from "../../../src/core/page/smartResize.js";
import { spaceSize } from "../../../src/core/page/spaceSize.js";
import { Dice } from "./randomCases.js";
import { callTrainer } from "./trainer.js";

const limits = { factor: 28, minPixels: 3136, maxPixels: 8192 * 784 };
const outcomeSchema = z.object({
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  changed_by: z.array(z.string()),
  refused_by: z.string().nullable(),
});

function randomSide(dice: Dice, length: number): number {
  const kind = dice.below(8);
  if (kind === 0) return dice.below(2 * length) - length / 2;
  if (kind === 1) return dice.below(length * 4) / 4;
  return kind === 2 ? dice.one([0, length, 0.5, 27, 28, 30, 31]) : dice.below(length);
}

/** What the reader's core says that a tool crops: in the tool's own grid, then on the page. */
function expectedCrop(
  box: Box,
  tool: "verl" | "deepeyes",
  space: CoordinateSpace,
  page: { width: number; height: number },
) {
  const size = spaceSize(space, page, limits);
  if (size === null) return null;
  const grid = space === "model" ? size : page;
  const outcome = cropBy(tool, scaleBox(box, size, grid), grid);
  return outcome.kind === "executed" ? { ...outcome, box: scaleBox(outcome.box, grid, page) } : outcome;
}

describe("the box rules in Python", () => {
  it("crop what the reader's core says, by both tools and in every coordinate space", () => {
    const dice = new Dice(28);
    const cases = Array.from({ length: 8000 }, () => {
      const page = { width: 20 + dice.below(4000), height: 20 + dice.below(5000) };
      const space = dice.one(["model", "page", "unit", "thousand"] as const);
      const size = spaceSize(space, page, limits) ?? page;
      const share = space === "unit" ? 1000 : 1;
      const side = (length: number) => randomSide(dice, Math.round(length * share)) / share;
      const box: Box = [side(size.width), side(size.height), side(size.width), side(size.height)];
      return { page, space, box, tool: dice.one(["verl", "deepeyes"] as const) };
    });
    const calls = cases.map(({ page, space, box, tool }) => ({
      module: "zoom_boxes",
      function: "zoom",
      args: [box, [page.width, page.height], tool, space, limits],
    }));
    const given = callTrainer(calls).map(value => outcomeSchema.parse(value));
    let executed = 0;
    cases.forEach(({ page, space, box, tool }, index) => {
      const wanted = expectedCrop(box, tool, space, page);
      const refusal = wanted === null ? "aspect-ratio" : wanted.kind === "refused" ? wanted.by : null;
      expect(given[index]?.refused_by, JSON.stringify(cases[index])).toBe(refusal);
      if (wanted?.kind !== "executed") return;
      executed++;
      expect(given[index]?.box, JSON.stringify(cases[index])).toEqual(wanted.box);
      expect(given[index]?.changed_by).toEqual(wanted.changedBy);
    });
    expect(executed).toBeGreaterThan(1000);
  });

  it("resize pages to the same grid", () => {
    const dice = new Dice(29);
    const pages = Array.from({ length: 3000 }, () => ({ width: dice.below(6000), height: 1 + dice.below(6000) }));
    const known = [
      { width: 70, height: 70 },
      { width: 3000, height: 4200 },
      { width: 1, height: 300 },
      { width: 5, height: 5 },
    ];
    const all = [...known, ...pages];
    const given = callTrainer(
      all.map(({ width, height }) => ({
        module: "zoom_boxes",
        function: "smart_resize",
        args: [[width, height], limits],
      })),
    );
    all.forEach((page, index) => {
      const resized = smartResize(page, limits);
      expect(given[index]).toEqual(resized.kind === "resized" ? [resized.size.width, resized.size.height] : null);
    });
  });

  it("match boxes to targets as the reader does where the assignment is large", () => {
    // Seven against seven: the greedy answer is 1 + 0 in each pair of rows, the best one 0.9 + 0.9.
    const [given] = callTrainer([
      {
        module: "zoom_boxes",
        function: "matched_iou",
        args: [
          Array.from({ length: 7 }, (_, at) => [at * 100, 0, at * 100 + 50, 50]),
          Array.from({ length: 7 }, (_, at) => [(6 - at) * 100, 0, (6 - at) * 100 + 50, 25]),
          "optimal",
        ],
      },
    ]);
    expect(given).toBeCloseTo(3.5, 12);
  });
});
