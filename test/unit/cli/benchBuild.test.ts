import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { benchmarkManifestSchema } from "../../../src/core/benchmark/benchmarkManifest.js";
import { benchBuildCommand } from "../../../src/node/cli/benchBuildCommand.js";
import { benchBuildOutput } from "../../../src/node/cli/benchBuildOutput.js";
import { program, runProgram } from "../../../src/node/cli/program.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { describedPage } from "../benchmark/describedPage.js";
import type { Ran } from "./loupe.js";

const newFolder = temporaryFolder();

async function build(...args: readonly string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const output = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
  const group = new Command("bench").addCommand(benchBuildCommand(output));
  const code = await runProgram(program("0.0.0", output, [group]), ["bench", "build", ...args], output);
  return { code, out, err };
}

const pages = Array.from({ length: 12 }, (_, number) => describedPage(4, { width: 1000, height: 1400 }, number).page);

function benchmark(...further: readonly string[]): string {
  const folder = newFolder();
  writeFileSync(join(folder, "pages.jsonl"), [...pages.map(page => JSON.stringify(page)), ...further].join("\n"));
  return folder;
}

const manifestIn = (folder: string) =>
  benchmarkManifestSchema.parse(JSON.parse(readFileSync(join(folder, "benchmark.json"), "utf8")));

describe("loupe bench build", () => {
  it("prints questions by kind and split, and refused candidates by reason", async () => {
    const folder = benchmark("nonsense");
    const { code, out, err } = await build(folder, "--tasks", "depth_comparison,panel_understanding", "--test", "0.3");
    expect(code).toBe(0);
    expect(out).toMatch(/^\S+: \d+ questions about 12 pages, split by issue\n/);
    expect(out).toMatch(/task kind +train +val +test +all\n/);
    expect(out).toMatch(/panel_understanding +0 +0 +0 +0\ndepth_comparison +\d+ +\d+ +[1-9]\d* +\d+\n/);
    expect(out).toMatch(/panel_understanding +no-model +\d+\n/);
    expect(out).not.toContain("action_recognition");
    expect(err).toBe("loupe: pages.jsonl: 1 lines are no records and were left out\n");
  });

  it("prints the same as JSON, and writes what it says", async () => {
    const folder = benchmark();
    const { out } = await build(folder, "--json", "--seed", "7");
    const result = benchBuildOutput.parse(JSON.parse(out));
    expect(result).toMatchObject({ kind: "built", folder, seed: 7, pages: 12, cluster: "issue", damaged: [] });
    expect(result.questions).toBe(readFileSync(join(folder, "questions.jsonl"), "utf8").split("\n").length - 1);
    expect(manifestIn(folder).counts).toEqual(result.counts);
  });

  it("says in one sentence why nothing is for testing, and what helps", async () => {
    const folder = newFolder();
    const two = pages.map((page, at) => ({ ...page, issue_id: `issue-${at % 2}` }));
    writeFileSync(join(folder, "pages.jsonl"), two.map(page => JSON.stringify(page)).join("\n"));
    const tasks = ["--tasks", "depth_comparison"];
    const { code, out, err } = await build(folder, "--json", ...tasks);
    expect([code, benchBuildOutput.parse(JSON.parse(out)).unparted]).toEqual([0, { code: "few-issues", units: 2 }]);
    expect(err).toMatch(/^loupe: every question is for training.* of 2; part them with --split-by page, or .+\n/);
    expect(manifestIn(folder).unparted).toEqual({ code: "few-issues", units: 2 });
    const parted = await build(folder, "--json", ...tasks, "--split-by", "page");
    expect(benchBuildOutput.parse(JSON.parse(parted.out)).unparted).toBeNull();
    expect(parted.err).not.toContain("training");
    expect(manifestIn(folder).unparted).toBeUndefined();
    writeFileSync(join(folder, "pages.jsonl"), JSON.stringify(two[0]));
    expect((await build(folder, ...tasks)).err).toMatch(/only 1 that are not the same picture .*import more/);
  });

  it("takes every option as a flag, and flags before a file of options", async () => {
    const folder = benchmark();
    const file = join(folder, "options.json");
    writeFileSync(file, JSON.stringify({ minSide: 40, seed: 3, split: { by: "page", val: 0.25 } }));
    const flags = "--seed 5 --max-per-page 2 --min-inside 0.9 --action-target character --counting-targets all-panels";
    const more =
      "--counting-least 2 --counting-unnamed others --dialog-balloons 2-3 --dialog-panels 3 --panel-shape 0.2";
    const last = "--positions ordinal,row_col --min-order-confidence 0.7 --direction rtl --test 0.1";
    const { code, err } = await build(folder, "--options", file, ...`${flags} ${more} ${last}`.split(" "));
    expect([code, err]).toEqual([0, expect.not.stringContaining("error")]);
    expect(manifestIn(folder).options).toMatchObject({
      ...{ seed: 5, minSide: 40, maxPerPage: 2, minInside: 0.9, actionTarget: "character", countingLeast: 2 },
      ...{
        countingTargets: "all-panels",
        countingUnnamed: "others",
        dialogBalloons: [2, 3],
        dialogPanels: 3,
        panelShape: 0.2,
      },
      ...{ positionKinds: ["row_col", "ordinal"], minOrderConfidence: 0.7, direction: "rtl" },
      split: { by: "page", val: 0.25, test: 0.1 },
    });
  });

  it("builds by the options of a manifest as by the same flags", async () => {
    const [one, other] = [benchmark(), benchmark()];
    await build(one, "--seed", "3", "--max-per-page", "2");
    const file = join(other, "options.json");
    writeFileSync(file, JSON.stringify(manifestIn(one).options));
    await build(other, "--options", file);
    expect(readFileSync(join(other, "benchmark.json"), "utf8")).toBe(readFileSync(join(one, "benchmark.json"), "utf8"));
  });

  it("tells wrong usage from what cannot be done", async () => {
    const folder = benchmark();
    for (const wrong of [
      ["--tasks", "counting"],
      ["--dialog-balloons", "5-3"],
      ["--val", "0.9"],
      ["--seed", "-1"],
      ["--min-inside", "2"],
    ])
      expect((await build(folder, ...wrong)).code, wrong.join(" ")).toBe(2);
    const file = join(folder, "options.json");
    writeFileSync(file, '{"sede": 3}');
    expect(await build(folder, "--options", file)).toMatchObject({
      code: 2,
      err: expect.stringContaining("sede") as string,
    });
    writeFileSync(file, "[");
    expect((await build(folder, "--options", file)).code).toBe(1);
    expect(await build(newFolder())).toMatchObject({
      code: 1,
      err: expect.stringContaining("no pages in it") as string,
    });
    const given = await build(folder, "--split-by", "given");
    expect(given).toMatchObject({ code: 0 });
  });
});
