import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box } from "../../../src/core/page/box.js";
import { describePage } from "../../../src/core/simulate/describePage.js";
import { describeQuestions } from "../../../src/core/simulate/describeQuestions.js";
import { arePanelsAdjacent } from "../../../src/core/simulate/miniature/arePanelsAdjacent.js";
import { matchedIous } from "../../../src/core/simulate/miniature/matchedIous.js";
import { MiniatureWorld } from "../../../src/core/simulate/miniature/miniatureWorld.js";
import { Stream } from "../../../src/core/simulate/miniature/stream.js";
import { optionsWith } from "./trainingOf.js";

const page = { width: 1600, height: 2200 };

describe("the questions of a miniature", () => {
  const options = optionsWith({ seed: 4, pages: 12, validationQuestions: 16 });
  const world = new MiniatureWorld(options);
  const trained = [1, 2, 3, 4, 5].map(step => world.scenesAt(step));

  it("are those of the page generator, with its targets, marks, truths and text", () => {
    for (const { asked } of trained.flat()) {
      const drawn = describePage(4, page, asked.page.number - 1);
      expect(asked.page).toEqual(drawn);
      const use = { image: `pages/${drawn.id}.svg`, split: "train" as const, seed: 4 };
      const known = describeQuestions(drawn, use).find(({ id }) => id === asked.question.id);
      expect(JSON.stringify(asked.question)).toBe(JSON.stringify(known));
    }
  });

  it("are not asked twice in a step while there are others, and follow the mix", () => {
    for (const scenes of trained) expect(new Set(scenes.map(({ asked }) => asked.question.id)).size).toBe(16);
    const kinds = new Set(trained.flat().map(({ asked }) => asked.question.task));
    expect(kinds).not.toContain("character_counting");
    expect(kinds.size).toBe(4);
  });

  it("are those that there are where a validation's pages lack what the mix asks for most", () => {
    // The first page after the 200 of seed 53 has nothing to count.
    const mix = { ...optionsWith({}).mix, depth_comparison: 1e-6, character_counting: 1e6 };
    const rare = new MiniatureWorld(optionsWith({ seed: 53, validationQuestions: 4, mix }));
    const kinds = rare.validation().map(({ asked }) => asked.question.task);
    expect(kinds).toHaveLength(4);
    expect(kinds).not.toContain("character_counting");
  });

  it("are asked again where a batch is larger than all that there is to ask", () => {
    const few = new MiniatureWorld(optionsWith({ seed: 4, pages: 1, prompts: 200 })).scenesAt(1);
    expect(few).toHaveLength(200);
    expect(new Set(few.map(({ asked }) => asked.question.id)).size).toBeGreaterThan(20);
  });

  it("of a validation have pages of their own", () => {
    const pages = new Set(world.validation().map(({ asked }) => asked.page.number));
    expect([...pages].every(number => number > 12)).toBe(true);
    expect(world.validation().every(({ asked }) => asked.question.split === "validation")).toBe(true);
  });

  it("have as regions all panels, the marked characters and the page", () => {
    for (const { asked } of trained.flat()) {
      const { regions, question } = asked;
      expect(regions.map(({ box }) => box)).toEqual([
        ...asked.page.panels.map(({ box }) => box),
        ...question.marks.map(({ box }) => box),
        [0, 0, 1600, 2200],
      ]);
      expect(new Set(regions.map(({ label }) => label)).size).toBe(regions.length);
    }
  });

  it("are perceived with the same errors whenever they are asked, in whatever order one looks", () => {
    const again = new MiniatureWorld(options).scenesAt(3);
    trained[2]!.forEach((scene, index) => {
      const other = again[index]!;
      const late = other.seenBox(1, 2);
      expect([...other.evidenceAfter(3)]).toEqual([...scene.evidenceAfter(3)]);
      expect([...other.evidenceAfter(0)]).toEqual([...scene.evidenceAfter(0)]);
      scene.seenBox(0, 1);
      expect(scene.seenBox(1, 2)).toEqual(late);
    });
  });
});

describe("panels next to each other", () => {
  const box = (left: number, top: number, right: number, bottom: number): Box => [left, top, right, bottom];

  it("lie a gutter apart and face each other, side by side or one above the other", () => {
    const middle = box(600, 800, 1000, 1200);
    expect(arePanelsAdjacent(middle, box(1020, 800, 1500, 1200), page)).toBe(true);
    expect(arePanelsAdjacent(middle, box(600, 1225, 1000, 1700), page)).toBe(true);
    expect(arePanelsAdjacent(middle, box(60, 1225, 1540, 1700), page)).toBe(true);
  });

  it("are also those whose slanted frames overlap", () => {
    expect(arePanelsAdjacent(box(60, 100, 560, 500), box(500, 100, 1000, 500), page)).toBe(true);
  });

  it("are not those that touch at a corner, nor those with another between them", () => {
    const middle = box(600, 800, 1000, 1200);
    expect(arePanelsAdjacent(middle, box(1020, 1225, 1500, 1700), page)).toBe(false);
    expect(arePanelsAdjacent(middle, box(950, 1225, 1500, 1700), page)).toBe(false);
    expect(arePanelsAdjacent(middle, box(600, 60, 1000, 400), page)).toBe(false);
  });

  it("on made-up pages every panel has one to six", () => {
    for (let number = 0; number < 60; number++) {
      const { panels } = describePage(1, page, number);
      for (const panel of panels) {
        const beside = panels.filter(other => other !== panel && arePanelsAdjacent(panel.box, other.box, page));
        expect(beside.length).toBeGreaterThanOrEqual(1);
        expect(beside.length).toBeLessThanOrEqual(6);
      }
    }
  });
});

describe("matched IoU", () => {
  const call = (box: Box, isExecuted = true) => ({ region: 0, chance: 1, box, isExecuted });
  const left: Box = [0, 0, 100, 100];
  const right: Box = [200, 0, 300, 100];

  it("gives each target to the call that has it best, and surplus and refused calls nothing", () => {
    expect(matchedIous([call(left), call(left)], [left])).toEqual([1, 0]);
    expect(matchedIous([call(right), call(left)], [left, right])).toEqual([1, 1]);
    expect(matchedIous([call(left, false), call(left)], [left, right])).toEqual([0, 1]);
    expect(matchedIous([], [left, right])).toEqual([]);
  });
});

describe("a stream", () => {
  it("is the same for the same names, whatever was drawn before, and another for others", () => {
    const names = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 4 });
    const some = (stream: Stream) => [stream.uniform(), stream.normal(), stream.int(1000), stream.normal()];
    fc.assert(
      fc.property(names, names, fc.nat(5), (one, other, drawn) => {
        const stream = new Stream().open(...other);
        for (let index = 0; index < drawn; index++) stream.normal();
        expect(some(stream.open(...one))).toEqual(some(new Stream().open(...one)));
        fc.pre(one.join() !== other.join());
        expect(some(stream.open(...one))).not.toEqual(some(new Stream().open(...other)));
      }),
    );
  });

  it("of many names has the moments of uniform and of normal numbers", () => {
    const stream = new Stream();
    const count = 40_000;
    const first = Array.from({ length: count }, (_, name) => stream.open(1, 2, name).uniform());
    const normal = Array.from({ length: count }, (_, name) => stream.open(1, 3, name).normal());
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
    expect(Math.abs(mean(first) - 0.5)).toBeLessThan(4.5 * Math.sqrt(1 / 12 / count));
    expect(Math.abs(mean(normal))).toBeLessThan(4.5 / Math.sqrt(count));
    expect(Math.abs(mean(normal.map(value => value * value)) - 1)).toBeLessThan(4.5 * Math.sqrt(2 / count));
    const lagged = first.slice(1).map((value, index) => (value - 0.5) * (first[index]! - 0.5));
    expect(Math.abs(mean(lagged))).toBeLessThan(4.5 / 12 / Math.sqrt(count));
  });
});
