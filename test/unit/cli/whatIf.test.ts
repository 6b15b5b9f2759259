import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { foreseeOutput } from "../../../src/node/cli/foreseeOutput.js";
import { paytableOutput } from "../../../src/node/cli/paytableOutput.js";
import { rescoreOutput } from "../../../src/node/cli/rescoreOutput.js";
import { writeDump, zoom, type MadeUpRow } from "../../fixtures/dump.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { loupe } from "./loupe.js";

const makeFolder = temporaryFolder();

const target = [100, 100, 300, 300] as const;
const answered = (letter: string, ...boxes: readonly (readonly number[])[]) =>
  `${boxes.map(box => `<think>look</think>${zoom(box)}`).join("")}<think>so</think><answer>${letter}</answer>`;

const ids = (id: string) => ({ question_id: id, image: "p.png", width: 1000, height: 1000, targets: [target] });

/** A group of three as the full rule pays it: a wrong answer with a perfect zoom, a right one without, neither. */
function group(question: string, step: number): readonly MadeUpRow[] {
  const row = (response: string, score: number): MadeUpRow => ({
    question,
    response,
    score,
    step,
    more: ids(question),
  });
  return [row(answered("B", target), 3), row(answered("A"), 2), row(answered("B"), 1)];
}

/** A run of two steps whose log follows `rarl`. */
function makeRun(): string {
  const folder = makeFolder();
  for (const step of [1, 2]) writeDump(folder, `${step}.jsonl`, [...group("q1", step), ...group("q2", step)]);
  return folder;
}

async function rescored(path: string, ...options: readonly string[]) {
  const { code, out, err } = await loupe("rescore", path, "--json", "--space", "page", ...options);
  expect([code, err]).toEqual([0, ""]);
  return rescoreOutput.parse(JSON.parse(out));
}

describe("loupe rescore", () => {
  test("changes nothing under the rule that the log follows", async () => {
    const { sets } = await rescored(makeRun(), "--strategy", "rarl");
    expect(sets).toHaveLength(1);
    expect(sets[0]?.steps.map(({ step }) => step)).toEqual([1, 2]);
    const same = { flipped: 0, signalChanged: 0, notRecomputable: 0, rank: { value: 1, left: 0 } };
    expect(sets[0]?.strategies["rarl"]).toMatchObject({ ...same, rollouts: 12, compared: 12, groups: 4 });
    expect(sets[0]?.steps[0]?.strategies["rarl"]).toMatchObject({ ...same, rollouts: 6, means: { total: 2 } });
  });

  test("tells what another strategy would have pushed the other way, with its options", async () => {
    const { sets, against } = await rescored(makeRun(), "--strategy", "vanilla,rarl@count=any");
    expect(against).toBe("logged");
    // Means 2 and 4/3: the wrong one with the zoom falls from above the mean to below, the right one rises from it.
    expect(sets[0]?.strategies["vanilla"]).toMatchObject({ flipped: 4, signalChanged: 4, means: { total: 4 / 3 } });
    expect(sets[0]?.strategies["vanilla"]).toMatchObject({ flippedShare: 4 / 12, signalShare: 4 / 12 });
    expect(sets[0]?.strategies["rarl@count=any"]).toMatchObject({ flipped: 0, flippedShare: 0 });
  });

  test("compares with a strategy in place of the log", async () => {
    const { sets } = await rescored(makeRun(), "--strategy", "vanilla", "--against", "vanilla");
    expect(sets[0]?.strategies["vanilla"]).toMatchObject({ flipped: 0, signalChanged: 0 });
  });

  test("knows strategies of a file", async () => {
    const file = join(makeFolder(), "own.json");
    writeFileSync(file, JSON.stringify([{ id: "mine", segments: [{ terms: [{ part: "format", weight: 2 }] }] }]));
    const { sets } = await rescored(makeRun(), "--strategy", "mine", "--strategies", file);
    expect(sets[0]?.strategies["mine"]).toMatchObject({ means: { total: 2 }, flatGroups: 4 });
  });

  test("prints a table for people", async () => {
    const { code, out } = await loupe("rescore", makeRun(), "--space", "page", "--strategy", "rarl,vanilla");
    expect(code).toBe(0);
    const lines = out.trimEnd().split("\n");
    expect(lines[1]).toMatch(/mean +format +acc +count +iou +unknown +flat +flips/);
    expect(lines.slice(2).map(line => line.split(/\s{2,}/)[0])).toEqual([
      "step 1 rarl",
      "step 1 vanilla",
      "step 2 rarl",
      "step 2 vanilla",
      "all rarl",
      "all vanilla",
    ]);
  });

  test("is wrong usage with a strategy that nobody knows, on either side", async () => {
    for (const options of [
      ["--strategy", "rrl"],
      ["--strategy", "rarl", "--against", "rrl"],
      ["--strategy", "rarl@match=best"],
    ]) {
      const { code, err } = await loupe("rescore", makeRun(), ...options);
      expect(code).toBe(2);
      expect(err).toMatch(/^loupe: .*(no strategy rrl|match does not take best).*\n$/);
    }
  });

  test("says that a folder without rollouts has none", async () => {
    const { code, err } = await loupe("rescore", makeFolder(), "--strategy", "rarl");
    expect([code, err.endsWith("no rollouts found\n")]).toEqual([1, true]);
  });
});

describe("loupe foresee", () => {
  test("takes the first step, or the given one", async () => {
    const read = async (...options: readonly string[]) => {
      const { code, out, err } = await loupe("foresee", makeRun(), "--json", "--space", "page", ...options);
      expect([code, err]).toEqual([0, ""]);
      return foreseeOutput.parse(JSON.parse(out));
    };
    const first = await read("--strategy", "rarl,vanilla");
    expect(first).toMatchObject({ step: 1, rollouts: 6, groups: 2, groupsWithCall: 1 });
    expect(first.callRate).toBeCloseTo(1 / 3, 12);
    expect(first.groupsWithCallIfAlike).toBeCloseTo(1 - (2 / 3) ** 3, 12);
    expect(first.strategies.map(({ strategy }) => strategy)).toEqual(["rarl", "vanilla"]);
    expect(first.strategies[0]?.correlations.call.value).toBeGreaterThan(0.8);
    expect(first.strategies[1]?.correlations.call.value).toBeLessThan(0);
    expect(first.strategies[0]?.correlations.call).toMatchObject({ lo: null, unclear: true });
    expect(await read("--step", "2")).toMatchObject({ step: 2 });
  });

  test("says that it looks at one training of several", async () => {
    const folder = makeFolder();
    for (const name of ["a", "b"]) writeDump(join(folder, name, "rollouts"), "1.jsonl", group("q1", 1));
    const { code, err } = await loupe("foresee", folder, "--space", "page");
    expect(code).toBe(0);
    expect(err).toMatch(/^loupe: of 2 trainings only the first is looked at: .*a.rollouts\n$/);
  });

  test("says that a step is not there", async () => {
    const { code, err } = await loupe("foresee", makeRun(), "--step", "9");
    expect([code, err.endsWith("there is no step 9\n")]).toEqual([1, true]);
  });

  test("prints a table, and that it is no promise", async () => {
    const { code, out } = await loupe("foresee", makeRun(), "--space", "page", "--strategy", "vanilla");
    expect(code).toBe(0);
    expect(out).toMatch(/^step 1: 6 rollouts in 2 groups\n/);
    expect(out).toMatch(/vanilla .*unclear/);
    expect(out).toContain("neither for a promise");
  });
});

describe("loupe paytable", () => {
  test("prints what strategies pay, a row a segment", async () => {
    const { code, out } = await loupe("paytable", "--strategy", "rarl,two-phase", "--json");
    expect(code).toBe(0);
    const { rows } = paytableOutput.parse(JSON.parse(out));
    expect(rows.map(({ strategy, from, to }) => [strategy, from, to])).toEqual([
      ["rarl", null, null],
      ["two-phase", null, 17],
      ["two-phase", 17, null],
    ]);
    expect(rows[0]?.cells.find(cell => cell.behaviour === "exact")).toMatchObject({ right: 6, wrong: 3 });
  });

  test("pays by a rate of calls only where it is given one", async () => {
    const paid = async (...options: readonly string[]) => {
      const { out } = await loupe("paytable", "--strategy", "pixel-reasoner", "--json", ...options);
      return paytableOutput.parse(JSON.parse(out)).rows[0]?.cells.find(cell => cell.behaviour === "exact")?.right;
    };
    expect(await paid()).toBeNull();
    expect(await paid("--call-rate", "0.3")).toBe(1);
    expect((await loupe("paytable", "--call-rate", "2")).code).toBe(2);
  });

  test("marks lures in the table for people", async () => {
    const { out } = await loupe("paytable", "--strategy", "vanilla,two-phase");
    expect(out).toMatch(/vanilla +2\.00 \/ 1\.00 \*/);
    expect(out).toContain("two-phase to step 16");
  });
});
